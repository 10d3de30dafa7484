import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { WorkedCase } from '#shared/policy-version-content'
import { formatYuan } from '#shared/money'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { DangerButton, PlainButton } from '../../../components/primary-button'
import { caseFields, expectedSumFields } from '../content/case-fields'
import { pointerTo, valueAt } from '../content/pointer'
import { valueWords } from '../content/value-words'
import { CaseCertificate } from './case-certificate'
import { Fields } from './citation-field'
import { countsAt, firstWrong } from './counts'
import { Fold } from './fold'
import { FollowUpNotice } from './follow-up-notice'
import { rulesOf, type PolicyEdit } from './use-policy-edit'

const atFirst = 20

/** Situations in words with what must come out: a version goes live only when all of them come out so. */
export function CaseSection({ edit }: { edit: PolicyEdit }) {
  const [open, setOpen] = useState(() => firstWrong(edit, '/cases'))
  const [words, setWords] = useState(open ?? '')
  const [shown, setShown] = useState(atFirst)
  const cases = valueAt(edit.working, '/cases') as WorkedCase[]
  const found = cases.filter(matches(words))
  const add = (next: WorkedCase) => {
    edit.set({ [pointerTo('cases', next.id)]: next })
    setWords(next.id)
    setOpen(next.id)
  }
  return (
    <>
      {rulesOf(edit).map((rule) => (
        <FollowUpNotice key={rule.id} edit={edit} rule={rule} />
      ))}
      <Card title="案例">
        <Text className="section-note">每条规则至少一个案例。启用前全部验算，算出来和预期一样才行。</Text>
        <TextField
          label="找案例"
          placeholder="编号、条款、规则或一句话里的字"
          control={{ value: words, error: undefined, onInput: setWords, onBlur: () => undefined }}
        />
        <Text className="section-note">{`找到${String(found.length)}个，一共${String(cases.length)}个。`}</Text>
        {found.slice(0, shown).map((each) => (
          <Fold
            key={each.id}
            title={`${each.clause}${each.says}`}
            note={`${each.id}，应该${expected(each)}`}
            counts={countsAt(edit, pointerTo('cases', each.id))}
            open={open === each.id}
            onToggle={() => setOpen(open === each.id ? null : each.id)}
          >
            <CaseForm edit={edit} each={each} />
            <PlainButton text="照这个再写一个" onTap={() => add({ ...each, id: freeId(cases, each.id) })} />
            <DangerButton
              text="去掉这个案例"
              onTap={() => edit.takeAway({ [pointerTo('cases', each.id)]: undefined })}
            />
          </Fold>
        ))}
        {found.length > shown && (
          <PlainButton text={`再看${String(found.length - shown)}个`} onTap={() => setShown(found.length)} />
        )}
        <PlainButton text="新写一个案例" onTap={() => add(blankCase(edit, cases))} />
      </Card>
    </>
  )
}

function CaseForm({ edit, each }: { edit: PolicyEdit; each: WorkedCase }) {
  const at = pointerTo('cases', each.id)
  const rules = rulesOf(edit).map((rule) => rule.id)
  return (
    <>
      <Fields edit={edit} fields={caseFields(at, rules)} />
      <CaseCertificate edit={edit} at={at} each={each} />
      {each.expect.amount === undefined ? (
        <PlainButton
          text="写上应发多少"
          onTap={() => edit.set({ [`${at}/expect/amount`]: { kind: 'fixed', fen: 0 } })}
        />
      ) : (
        <Fields edit={edit} fields={expectedSumFields(at)} />
      )}
    </>
  )
}

function matches(words: string): (each: WorkedCase) => boolean {
  const wanted = words.trim()
  return ({ id, says, clause, expect }) =>
    wanted === '' || [id, says, clause, expect.rule].some((text) => text.includes(wanted))
}

function expected({ expect }: WorkedCase): string {
  const sum = expect.amount
  if (!sum || !Number.isSafeInteger(sum.fen)) return valueWords(expect.outcome)
  return `${valueWords(expect.outcome)}，${sum.kind === 'upTo' ? '最高' : ''}${formatYuan(sum.fen)}`
}

function freeId(cases: readonly WorkedCase[], like: string): string {
  const taken = new Set(cases.map((each) => each.id))
  for (let number = 2; ; number += 1) {
    const id = `${like.slice(0, 34)}-${String(number)}`
    if (!taken.has(id)) return id
  }
}

function blankCase(edit: PolicyEdit, cases: readonly WorkedCase[]): WorkedCase {
  const [rule] = rulesOf(edit)
  const expect = { rule: rule?.id ?? '', outcome: 'payable' as const }
  return { id: freeId(cases, 'new'), says: '', clause: rule?.clause ?? '', facts: {}, expect }
}
