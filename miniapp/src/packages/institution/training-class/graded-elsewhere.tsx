import { Text, View } from '@tarojs/components'
import type { InstitutionClassView, RosterEntryView } from '#shared/classes'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { StatusTag } from '../../../components/status-tag'
import { day } from '../../../theme/dates'
import { PersonLine } from './person-line'
import './results.scss'

/** Results and certificates as the evaluation body has entered them: who trains sees them, and grades nobody. */
export function GradedElsewhere({ of, examiner }: { of: InstitutionClassView; examiner: string }) {
  const left = of.roster.filter(({ exam }) => !exam).length
  return (
    <>
      <Notice tone="info" title={`由“${examiner}”登记`}>
        {`这个班由它考核，成绩和证书也由它登记，您在这里看。${left === 0 ? '' : `还有${String(left)}人没有成绩，可以催它。`}`}
      </Notice>
      <Card title="成绩和证书">
        {of.roster.map((entry) => (
          <Graded key={entry.enrolmentId} entry={entry} today={of.today} />
        ))}
      </Card>
    </>
  )
}

function Graded({ entry, today }: { entry: RosterEntryView; today: string }) {
  const { exam, certificate } = entry
  return (
    <View className="result-row">
      <View className="result-row__head">
        <View className="result-row__person">
          <PersonLine entry={entry} />
        </View>
        <StatusTag {...standingOf(exam)} />
      </View>
      {exam && <Text className="result-row__note">{day(exam.examinedOn, today)}考的</Text>}
      {certificate && (
        <Text className="result-row__note">
          证书{certificate.number}，{day(certificate.issuedOn, today)}发
        </Text>
      )}
    </View>
  )
}

function standingOf(exam: RosterEntryView['exam']) {
  if (!exam) return { tone: 'wait', text: '还没登记' } as const
  return exam.passed ? ({ tone: 'ok', text: '合格' } as const) : ({ tone: 'stop', text: '不合格' } as const)
}
