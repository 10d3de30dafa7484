import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { formatAmount, type Amount } from '#shared/money'
import type { PolicyFile } from '#shared/subsidy-policy'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { DangerButton, PlainButton } from '../../../components/primary-button'
import { confirmed } from '../../../platform/confirm'
import { isSame } from '../content/changes'
import { exclusionFields, sumFields, wordFields } from '../content/fields'
import { pointerTo, valueAt } from '../content/pointer'
import { casesOf, removalOf } from '../content/rule-making'
import { Fields } from './citation-field'
import { countsAt, firstWrong } from './counts'
import { Fold } from './fold'
import { FollowUpNotice } from './follow-up-notice'
import { NewRule } from './new-rule'
import { RuleConditions } from './rule-conditions'
import { RuleOpening } from './rule-opening'
import { rulesOf, type PolicyEdit } from './use-policy-edit'

/** Every rule with its sum, its conditions and its words; and which of them exclude each other. */
export function RuleSection({ edit }: { edit: PolicyEdit }) {
  const [open, setOpen] = useState(() => firstWrong(edit, '/document/rules'))
  const document = valueAt(edit.working, '/document') as PolicyFile
  return (
    <>
      <Card title="条款和金额">
        {document.rules.map((rule) => (
          <Fold
            key={rule.id}
            title={`${rule.clause}${rule.title === '' ? '（还没写名字）' : rule.title}`}
            note={`${sumOf(rule)}，编号${rule.id}`}
            counts={countsAt(edit, pointerTo('document', 'rules', rule.id))}
            open={open === rule.id}
            onToggle={() => setOpen(open === rule.id ? null : rule.id)}
          >
            <Fields edit={edit} fields={sumFields(rule)} />
            <FollowUpNotice edit={edit} rule={rule} />
            <RuleConditions edit={edit} rule={rule} />
            <RuleOpening edit={edit} rule={rule} />
            <Fields edit={edit} fields={wordFields(rule)} />
            <LeftBehind rule={rule} />
            <DangerButton text="去掉这一条" onTap={() => void remove(edit, rule)} />
          </Fold>
        ))}
        <View className="follow-ups">
          <Removed edit={edit} />
          <NewRule edit={edit} onAdded={setOpen} />
        </View>
      </Card>
      <Card title="哪几条可能只领一样">
        <Text className="section-note">一个人够了两边，能不能都领，按“疑义和设置”里定的办。</Text>
        <Fields edit={edit} fields={exclusionFields(document)} />
      </Card>
    </>
  )
}

/** The long quotation that workers read, when the sum's own source is no part of it any more. */
function LeftBehind({ rule: { amount, quotation } }: { rule: RuleEntry }) {
  const source = amount.citation.quotation
  if (source === '' || quotation.includes(source)) return null
  return (
    <Notice tone="wait" title="原文还是旧的">
      {`上面的原文里没有“${source}”这句。工人看到的是原文，请换成新文件的整段话。`}
    </Notice>
  )
}

async function remove(edit: PolicyEdit, { id, clause, title }: RuleEntry): Promise<void> {
  const cases = casesOf(edit.working, id).length
  const along = cases === 0 ? '' : `问它的${String(cases)}个案例`
  const isSure = await confirmed({
    title: '去掉这一条？',
    content: `${clause}${title}（${id}），连同${along === '' ? '' : `${along}、`}证明材料里的编号一起去掉。保存前都能撤销。`,
    yes: '去掉',
    grave: true,
  })
  if (isSure) edit.takeAway(removalOf(edit.working, id))
}

/** Rules that the saved draft has and this one no longer: each can be put back. */
function Removed({ edit }: { edit: PolicyEdit }) {
  const kept = new Set(rulesOf(edit).map((rule) => rule.id))
  const removed = edit.base.document.rules.filter((rule) => !kept.has(rule.id))
  if (removed.length === 0) return null
  return (
    <>
      {removed.map((rule) => (
        <Notice
          key={rule.id}
          tone="wait"
          title={`去掉了：${rule.clause}${rule.title}（${rule.id}）`}
          action={<PlainButton text="放回去" onTap={() => edit.set(putBack(edit, rule.id))} />}
        >
          由它发钱的种类，请到“工种目录”里换一条；或者放回去。
        </Notice>
      ))}
    </>
  )
}

/** The rule, its worked cases and its places in the lists, as they are saved; lists changed since keep their changes. */
function putBack({ base, working }: PolicyEdit, ruleId: string): Record<string, unknown> {
  const taken = removalOf(base, ruleId)
  return Object.fromEntries(
    Object.entries(taken).map(([pointer, without]) => {
      const now = valueAt(working, pointer)
      const isTouched = Array.isArray(now) && !isSame(now, without)
      return [pointer, isTouched ? [...(now as unknown[]), ruleId] : valueAt(base, pointer)]
    }),
  )
}

/** The sum as it stands in the draft; a figure that cannot be read is shown as it was typed. */
function sumOf({ amount }: { amount: Amount }): string {
  if (Number.isSafeInteger(amount.fen)) return formatAmount(amount)
  return String(amount.fen) === '' ? '还没写金额' : `“${String(amount.fen)}”`
}
