import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { conditionFacts, type ConditionEntry, type RuleEntry } from '#shared/subsidy-policy-schema'
import { conditionWords } from '#shared/subsidy-wording'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField } from '../../../components/form-field'
import { PlainButton } from '../../../components/primary-button'
import { Tappable } from '../../../components/tappable'
import { confirmed } from '../../../platform/confirm'
import { conditionFields, settingsOf } from '../content/fields'
import { inWords } from '../content/field-kinds'
import { pointerTo, valueAt } from '../content/pointer'
import { blankCondition } from '../content/rule-making'
import { wordsOfSetting } from '../content/setting-words'
import { Fields } from './citation-field'
import type { PolicyEdit } from './use-policy-edit'

/** What a rule asks, each condition with its words; whatever else the schema knows can be asked, too. */
export function RuleConditions({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  return (
    <>
      {rule.conditions.map((condition) => (
        <View key={condition.id}>
          <Fields edit={edit} fields={conditionFields(rule, condition)} />
          <TakenFromSettings edit={edit} condition={condition} />
          <Tappable
            className="citation__edit"
            label={`去掉条件：${conditionWords[condition.fact].label}`}
            onTap={() => void remove(edit, rule, condition)}
          >
            <Text>去掉这个条件</Text>
          </Tappable>
        </View>
      ))}
      <NewCondition edit={edit} rule={rule} />
    </>
  )
}

/** Another part of the editor holds the value. */
function TakenFromSettings({ edit, condition }: { edit: PolicyEdit; condition: ConditionEntry }) {
  const { label } = conditionWords[condition.fact]
  return (
    <>
      {settingsOf(condition).map((setting) => {
        const holder = edit.base.document.ambiguities.find((each) => setting in each.settings)
        const value = valueAt(
          edit.working,
          pointerTo('document', 'ambiguities', holder?.id ?? '', 'settings', setting),
        )
        const { kind } = wordsOfSetting(setting, value)
        return (
          <Text key={setting} className="section-note">
            {label}：{inWords(kind ?? { kind: 'line' }, value)}（在“疑义和设置”的{holder?.id}里改）
          </Text>
        )
      })}
    </>
  )
}

async function remove(edit: PolicyEdit, rule: RuleEntry, { id, fact }: ConditionEntry): Promise<void> {
  const isSure = await confirmed({
    title: '去掉这个条件？',
    content: `${rule.clause}${rule.title}以后不再看“${conditionWords[fact].label}”。保存前都能撤销。`,
    yes: '去掉',
    grave: true,
  })
  if (isSure) edit.takeAway({ [pointerTo('document', 'rules', rule.id, 'conditions', id)]: undefined })
}

/** A fact is asked once in a rule, so only the others are offered. */
function NewCondition({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  const [open, setOpen] = useState(false)
  const asked = new Set(rule.conditions.map((each) => each.fact))
  const others = conditionFacts.filter((fact) => !asked.has(fact))
  if (others.length === 0) return null
  if (!open) return <PlainButton text="加一个条件" onTap={() => setOpen(true)} />
  return (
    <FormField label="再看什么">
      <ChoiceChips
        label="再看什么"
        choices={others.map((value) => ({ value, label: conditionWords[value].label }))}
        value={null}
        onChange={(fact) => {
          const condition = blankCondition(rule, fact)
          edit.set({ [pointerTo('document', 'rules', rule.id, 'conditions', condition.id)]: condition })
          setOpen(false)
        }}
      />
    </FormField>
  )
}
