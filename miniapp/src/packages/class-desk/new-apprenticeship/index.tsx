import { useState } from 'react'
import {
  apprenticeshipKindLabels,
  apprenticeshipKinds,
  type NewApprenticeshipBody,
} from '#shared/apprenticeships'
import { programmeDate, useProgramme } from '../../../api/programme'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { classDeskApi } from '../../../api/class-endpoints'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { OptionList } from '../../../components/option-list'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { forget, keep, readKept } from '../../../platform/storage'
import { replaceBy } from '../../../routes'
import { DayField, LineField } from '../filing/line-field'
import { TradeField } from '../filing/trade-field'

const title = '登记学徒班'
const place = 'draft:new-apprenticeship'
const kinds = apprenticeshipKinds.map((value) => ({ value, label: apprenticeshipKindLabels[value] }))
const levels = [
  { value: '4', label: '中级工' },
  { value: '3', label: '高级工' },
  { value: '2', label: '技师' },
  { value: '1', label: '高级技师' },
] as const
const lengths = [
  { value: '1', label: '1年' },
  { value: '2', label: '2年' },
  { value: '3', label: '3年' },
] as const

interface Draft {
  kind: NewApprenticeshipBody['kind'] | null
  partnerId: string | null
  tradeSeq: number | null
  level: (typeof levels)[number]['value'] | null
  startsOn: string
  years: (typeof lengths)[number]['value'] | null
  agreementNumber: string
}
const empty: Draft = {
  ...{ kind: null, partnerId: null, tradeSeq: null, level: null, startsOn: '', years: null },
  agreementNumber: '',
}

/** What the agreement says: with whom, which trade, up to which level, from when, for how long. */
export default function NewApprenticeshipPage() {
  return (
    <StaffOnly title={title} roles={['institution']}>
      <Form />
    </StaffOnly>
  )
}

function Form() {
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...readKept<Draft>(place) }))
  const today = programmeDate(useProgramme())
  const partners = useQuery(() => classDeskApi.partners(), { cacheKey: 'class-partners' })
  const edit = (change: Partial<Draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    keep(place, next)
  }
  const send = useCommand(async (key: string, body: NewApprenticeshipBody) => {
    const { id } = await apprenticeshipApi.begin(key, body)
    forget(place)
    await replaceBy('apprenticeship', { id })
  })
  const body = bodyOf(draft)
  const errorAt = (pointer: string) => send.problem?.errors.find((each) => each.pointer === pointer)?.detail
  return (
    <PageFrame
      title={title}
      footer={
        <>
          <WhyNot text={body ? '' : '都填好才能登记'} />
          <PrimaryButton
            text="登记"
            busy={send.busy}
            disabled={!body}
            onTap={() => {
              if (body) void send.run(body)
            }}
          />
        </>
      }
    >
      <ProblemNotice problem={send.problem} />
      <Card title="哪一种">
        <ChoiceChips label="哪一种" choices={kinds} value={draft.kind} onChange={(kind) => edit({ kind })} />
      </Card>
      <Card title="和谁一起办">
        <PageState query={partners}>
          {({ items }) => (
            <OptionList
              label="培训机构"
              options={items.map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.partnerId}
              error={errorAt('/partnerId')}
              onChange={(partnerId) => edit({ partnerId })}
            />
          )}
        </PageState>
      </Card>
      <Card title="学什么">
        <TradeField
          value={draft.tradeSeq}
          error={errorAt('/tradeSeq')}
          onChange={(tradeSeq) => edit({ tradeSeq })}
        />
        <FormField label="培养到哪一级" error={errorAt('/targetLevel')}>
          <ChoiceChips
            label="培养到哪一级"
            choices={levels}
            value={draft.level}
            onChange={(level) => edit({ level })}
          />
        </FormField>
      </Card>
      <Card title="协议">
        <DayField
          label="从哪天开始"
          value={draft.startsOn}
          from="2019-01-01"
          suggested={today}
          error={errorAt('/startsOn')}
          onChange={(startsOn) => edit({ startsOn })}
        />
        <FormField label="几年" error={errorAt('/years')}>
          <ChoiceChips
            label="几年"
            choices={lengths}
            value={draft.years}
            onChange={(years) => edit({ years })}
          />
        </FormField>
        <LineField
          label="协议编号"
          value={draft.agreementNumber}
          maxLength={60}
          error={errorAt('/agreementNumber')}
          onChange={(agreementNumber) => edit({ agreementNumber })}
        />
      </Card>
    </PageFrame>
  )
}

function bodyOf(draft: Draft): NewApprenticeshipBody | null {
  const { kind, partnerId, tradeSeq, level, startsOn, years } = draft
  const agreementNumber = draft.agreementNumber.trim()
  if (kind === null || partnerId === null || tradeSeq === null || level === null || years === null)
    return null
  if (startsOn === '' || agreementNumber === '') return null
  const targetLevel = Number(level) as NewApprenticeshipBody['targetLevel']
  return { kind, partnerId, tradeSeq, targetLevel, startsOn, years: Number(years), agreementNumber }
}
