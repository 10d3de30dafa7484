import { useState } from 'react'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { FormField, TextField } from '../../../components/form-field'
import { ChoiceChips } from '../../../components/choice-chips'
import { PlainButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { ruleNames } from '../content/fields'
import { additionOf, blankRule, copiedRule, freeRuleId } from '../content/rule-making'
import { rulesOf, type PolicyEdit } from './use-policy-edit'

const empty = '空白'

/** A rule that the notice did not have: an empty form, or a copy of one that is much like it. */
export function NewRule({ edit, onAdded }: { edit: PolicyEdit; onAdded: (ruleId: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <PlainButton text="新增一条" onTap={() => setOpen(true)} />
      <Sheet title="新增一条" open={open} onClose={() => setOpen(false)}>
        <Choice
          edit={edit}
          onAdded={(ruleId) => {
            setOpen(false)
            onAdded(ruleId)
          }}
        />
      </Sheet>
    </>
  )
}

function Choice({ edit, onAdded }: { edit: PolicyEdit; onAdded: (ruleId: string) => void }) {
  const rules = rulesOf(edit)
  const [id, setId] = useState(() => freeRuleId(rules))
  const [like, setLike] = useState(empty)
  const [asked, setAsked] = useState(false)
  const mistake = mistakeIn(id.trim(), rules)
  const add = () => {
    setAsked(true)
    if (mistake !== undefined) return
    const model = rules.find((rule) => rule.id === like)
    const rule = model ? copiedRule(model, id.trim()) : blankRule(id.trim())
    edit.set(additionOf(edit.working, { ...rule, id: id.trim() }, model?.id ?? null))
    onAdded(id.trim())
  }
  const names = ruleNames(rules)
  return (
    <>
      <TextField
        label="编号"
        hint="案例和附件用它指这一条，比如 R12"
        maxLength={20}
        control={{
          value: id,
          error: asked ? mistake : undefined,
          onInput: setId,
          onBlur: () => undefined,
        }}
      />
      <FormField label="照哪一条写" hint="照抄的，出处也是旧的，要换成新文件的原话">
        <ChoiceChips
          label="照哪一条写"
          choices={[
            { value: empty, label: '空白，自己填' },
            ...rules.map((rule) => ({ value: rule.id, label: names[rule.id] ?? rule.id })),
          ]}
          value={like}
          onChange={setLike}
        />
      </FormField>
      <PlainButton text="加进条款" onTap={add} />
    </>
  )
}

function mistakeIn(id: string, rules: readonly RuleEntry[]): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(id)) return '编号用字母开头，只用字母、数字和短横'
  return rules.some((rule) => rule.id === id) ? '这个编号已经有了，换一个' : undefined
}
