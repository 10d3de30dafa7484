import { useState } from 'react'
import { Text } from '@tarojs/components'
import { formatAmount, type Amount } from '#shared/money'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { inWords } from '../content/field-kinds'
import { ruleFields, settingsOf } from '../content/fields'
import { pointerTo, valueAt } from '../content/pointer'
import { wordsOfSetting } from '../content/setting-words'
import { Fields } from './citation-field'
import { countsAt, firstWrong } from './counts'
import { Fold } from './fold'
import { FollowUpNotice } from './follow-up-notice'
import type { PolicyEdit } from './use-policy-edit'

/** Every rule with its sum, its conditions and its words. */
export function RuleSection({ edit }: { edit: PolicyEdit }) {
  const [open, setOpen] = useState(() => firstWrong(edit, '/document/rules'))
  return (
    <Card title="条款和金额">
      {edit.base.document.rules.map((rule) => (
        <Fold
          key={rule.id}
          title={`${rule.clause}${rule.title}`}
          note={`${sumOf(edit, rule)}，编号${rule.id}`}
          counts={countsAt(edit, pointerTo('document', 'rules', rule.id))}
          open={open === rule.id}
          onToggle={() => setOpen(open === rule.id ? null : rule.id)}
        >
          <Fields edit={edit} fields={ruleFields(rule)} />
          <LeftBehind edit={edit} rule={rule} />
          <FollowUpNotice edit={edit} rule={rule} />
          <TakenFromSettings edit={edit} rule={rule} />
        </Fold>
      ))}
    </Card>
  )
}

/** The long quotation that workers read, when the sum's own source is no part of it any more. */
function LeftBehind({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  const now = valueAt(edit.working, pointerTo('document', 'rules', rule.id)) as RuleEntry
  const source = now.amount.citation.quotation
  if (source === '' || now.quotation.includes(source)) return null
  return (
    <Notice tone="wait" title="原文还是旧的">
      {`上面的原文里没有“${source}”这句。工人看到的是原文，请换成新文件的整段话。`}
    </Notice>
  )
}

/** Conditions of which another part of the editor holds the value. */
function TakenFromSettings({ edit, rule }: { edit: PolicyEdit; rule: RuleEntry }) {
  return (
    <>
      {settingsOf(rule).map(({ label, setting }) => {
        const holder = edit.base.document.ambiguities.find((each) => setting in each.settings)
        const value = valueAt(
          edit.working,
          pointerTo('document', 'ambiguities', holder?.id ?? '', 'settings', setting),
        )
        const { kind } = wordsOfSetting(setting, value)
        return (
          <Text key={`${label}${setting}`} className="section-note">
            {label}：{inWords(kind ?? { kind: 'line' }, value)}（在“疑义和设置”的{holder?.id}里改）
          </Text>
        )
      })}
    </>
  )
}

/** The sum as it stands in the draft; a figure that cannot be read is shown as it was typed. */
function sumOf(edit: PolicyEdit, rule: RuleEntry): string {
  const amount = valueAt(edit.working, pointerTo('document', 'rules', rule.id, 'amount')) as Amount
  return Number.isSafeInteger(amount.fen) ? formatAmount(amount) : `“${String(amount.fen)}”`
}
