import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { InstitutionClassView, RosterEntryView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { useOnline } from '../../../platform/network'
import { day } from '../../../theme/dates'
import { open } from '../../../routes'
import { PersonLine } from './person-line'
import { toast } from '../../../platform/toast'
import './results.scss'

export interface ResultsProps {
  of: InstitutionClassView
  /** Puts the answered line in the place of the old one. */
  onChanged: (entry: RosterEntryView) => void
}

/** Who passed. Each tap is recorded by itself, so that half a list is not lost. */
export function ExamResults({ of, onChanged }: ResultsProps) {
  const [examinedOn, setExaminedOn] = useState(of.today)
  const online = useOnline()
  const left = of.roster.filter((entry) => !entry.exam).length
  return (
    <>
      <Card title="考试">
        <Text className="result-note">
          安排在{day(of.examOn, of.today)}。
          {left === 0 ? '每个人都登记了。' : `还有${String(left)}人没登记。`}
        </Text>
        <DateField
          label="实际考试日期"
          hint="下面点合格、不合格时，按这一天登记"
          control={{ value: examinedOn, error: undefined, onInput: setExaminedOn, onBlur: () => undefined }}
          from={of.startsOn}
          until={of.today}
        />
      </Card>
      <PlainButton
        text="一个班的成绩、证书用表格登记"
        onTap={() => void open('institutionResults', { id: of.id })}
      />
      <WhyNot text={online ? '' : '没有网络，连上网再登记。'} />
      <Card title="结果">
        {of.roster.map((entry) => (
          <ExamRow
            key={entry.enrolmentId}
            entry={entry}
            examinedOn={examinedOn}
            today={of.today}
            online={online}
            onChanged={onChanged}
          />
        ))}
      </Card>
    </>
  )
}

type Result = 'passed' | 'failed'
const results = [
  { value: 'passed', label: '合格' },
  { value: 'failed', label: '不合格' },
] as const

interface ExamRowProps {
  entry: RosterEntryView
  examinedOn: string
  today: string
  online: boolean
  onChanged: (entry: RosterEntryView) => void
}

function ExamRow({ entry, examinedOn, today, online, onChanged }: ExamRowProps) {
  const save = useCommand(async (key: string, passed: boolean) => {
    if (!passed && !(await confirmed(failQuestion(entry)))) return
    onChanged(await api.saveExamResult(key, entry.enrolmentId, { passed, examinedOn }))
    toast(passed ? '已登记合格' : '已登记不合格')
  })
  const { exam } = entry
  const choose = (result: Result) => {
    const passed = result === 'passed'
    if (online && (exam?.passed !== passed || exam.examinedOn !== examinedOn)) void save.run(passed)
  }
  return (
    <View className="result-row">
      <View className="result-row__head">
        <View className="result-row__person">
          <PersonLine entry={entry} />
        </View>
        {entry.locked && exam && <ResultTag passed={exam.passed} />}
      </View>
      {entry.locked ? (
        <Text className="result-row__locked">正在审核补贴，结果不能改。确有差错，请审核部门退回。</Text>
      ) : (
        <ChoiceChips
          label={`${entry.nameMasked}的考试结果`}
          choices={results}
          value={exam && (exam.passed ? 'passed' : 'failed')}
          onChange={choose}
        />
      )}
      {save.busy && <Text className="result-row__note">正在登记…</Text>}
      {exam && !save.busy && <Text className="result-row__note">{day(exam.examinedOn, today)}考的</Text>}
      <ProblemNotice problem={save.problem} />
    </View>
  )
}

function ResultTag({ passed }: { passed: boolean }) {
  return <StatusTag tone={passed ? 'ok' : 'stop'} text={passed ? '合格' : '不合格'} />
}

function failQuestion(entry: RosterEntryView) {
  return {
    title: `${entry.nameMasked}不合格？`,
    content: '登记不合格后，这次培训领不到补贴。补考合格了，再来改成合格。',
    yes: '不合格',
    grave: true,
  }
}
