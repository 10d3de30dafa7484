import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField } from '../../../components/form-field'
import { pointerTo } from '../content/pointer'
import type { PolicyEdit } from './use-policy-edit'

type Way = RuleEntry['opening']['by']

const ways: readonly { value: Way; label: string }[] = [
  { value: 'annexRow', label: '学的工种在附件里由它发钱' },
  { value: 'certificate', label: '拿了它要的证书' },
  { value: 'apprenticeship', label: '上了学徒班' },
  { value: 'nothing', label: '写了但还没法办' },
]

/** To whom a rule may apply at all. Another way begins without what the old one had beside it. */
export function RuleOpening({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  const choose = (by: Way) => {
    if (by !== rule.opening.by)
      edit.set({ [pointerTo('document', 'rules', rule.id, 'opening')]: { by, ...(beside[by] ?? {}) } })
  }
  return (
    <FormField label="什么人会碰到这一条">
      <ChoiceChips label="什么人会碰到这一条" choices={ways} value={rule.opening.by} onChange={choose} />
    </FormField>
  )
}

const beside: Partial<Record<Way, object>> = {
  apprenticeship: { targetLevel: '' },
  nothing: { because: '' },
}
