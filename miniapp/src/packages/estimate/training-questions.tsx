import { useState } from 'react'
import { Text } from '@tarojs/components'
import { certificateLabels } from '#shared/classes'
import type { FactName } from '#shared/subsidy-facts'
import { inPlace } from '#shared/subsidy-wording'
import { Tappable } from '../../components/tappable'
import { Notice } from '../../components/notice'
import { hoursFrom, type Answers, type WantedCertificate, type YesNoFact } from './answers'
import { isAnswered } from './asked'
import { DayQuestion, NumberField, Question, YesNoQuestion } from './question-parts'

export interface TrainingQuestionsProps {
  /** What the rule looks at, in the order of asking. */
  asked: readonly FactName[]
  answers: Answers
  wanted: WantedCertificate
  /** The rule looks at the day of the exam. */
  asksExamDay: boolean
  /** A known failure that nothing can mend: open questions may stay open. */
  settled: boolean
  /** Where the policy holds. */
  city: string
  today: string
  onAnswer: (change: Answers) => void
}

interface YesNoWords {
  text: string
  hint?: string
  words: readonly [yes: string, no: string]
}

export const yesNoQuestions: Record<YesNoFact, YesNoWords> = {
  employee: {
    text: '您有单位吗？',
    hint: '签了合同、交着社保，或登记了工地实名制，都算。',
    words: ['有', '没有'],
  },
  trainedInCity: { text: '培训在本市吗？', words: ['在', '不在'] },
  examinedInCity: { text: '考试在本市吗？', words: ['在', '不在'] },
  examPassed: { text: '结业考试合格了吗？', words: ['合格了', '还没有'] },
}

/** The rule's conditions as plain questions, only those that matter for this row. */
export function TrainingQuestions(props: TrainingQuestionsProps) {
  const { asked, answers, settled } = props
  const [goesOn, setGoesOn] = useState(false)
  const open = asked.filter((fact) => !isAnswered(fact, answers))
  const folds = settled && !goesOn && open.length > 0
  const shown = folds ? asked.filter((fact) => isAnswered(fact, answers)) : asked
  return (
    <>
      {shown.map((fact) => (
        <OneQuestion key={fact} fact={fact} {...props} />
      ))}
      {folds && (
        <Notice tone="stop" title="这条路已经知道领不了">
          <Text>还有{open.length}个问题可以不答。</Text>
          <Tappable className="sheet-link" onTap={() => setGoesOn(true)}>
            <Text>还是想答完</Text>
          </Tappable>
        </Notice>
      )}
    </>
  )
}

function OneQuestion({ fact, ...props }: TrainingQuestionsProps & { fact: FactName }) {
  const { answers, city, onAnswer } = props
  switch (fact) {
    case 'hours':
      return <HoursQuestion {...props} />
    case 'certificates':
      return <CertificateQuestion {...props} />
    case 'examPassed':
      return <ExamQuestion {...props} />
    case 'employee':
    case 'trainedInCity':
    case 'examinedInCity':
      return (
        <YesNoQuestion
          {...yesNoQuestions[fact]}
          text={inPlace(yesNoQuestions[fact].text, city)}
          value={answers[fact]}
          onChange={(value) => onAnswer({ [fact]: value })}
        />
      )
    default:
      return null
  }
}

/** What is wrong with the 课时 as typed; empty = nothing. */
function wrongHours(text: string | undefined): string {
  if (hoursFrom(text) !== null) return ''
  return /^\d{5,}/.test(text ?? '') ? '这么多？看看是不是多打了几位' : '填数字，比如 32 或 32.5'
}

function HoursQuestion({ answers, onAnswer }: TrainingQuestionsProps) {
  return (
    <Question text="上了多少课时？" hint="还没上就填0。线上没上过，不用填。">
      <NumberField
        label="现场课上了多少课时"
        before="现场课"
        unit="课时"
        placeholder="比如 32"
        value={answers.onsite}
        wrong={wrongHours(answers.onsite)}
        onInput={(onsite) => onAnswer({ onsite })}
      />
      <NumberField
        label="线上课上了多少课时"
        before="线上课"
        unit="课时"
        placeholder="没有"
        value={answers.online}
        wrong={wrongHours(answers.online)}
        onInput={(online) => onAnswer({ online })}
      />
    </Question>
  )
}

function ExamQuestion({ answers, asksExamDay, today, onAnswer }: TrainingQuestionsProps) {
  return (
    <>
      <YesNoQuestion
        {...yesNoQuestions.examPassed}
        value={answers.examPassed}
        onChange={(examPassed) => onAnswer({ examPassed })}
      />
      {asksExamDay && answers.examPassed === 'yes' && (
        <DayQuestion
          text="哪天考的？（记不清可以不选）"
          value={answers.examinedOn}
          today={today}
          onChange={(examinedOn) => onAnswer({ examinedOn })}
        />
      )}
    </>
  )
}

function CertificateQuestion({ answers, wanted, today, onAnswer }: TrainingQuestionsProps) {
  if (wanted === null) return null
  return (
    <>
      <YesNoQuestion
        text={`拿到${certificateLabels[wanted]}了吗？`}
        words={['拿到了', '还没有']}
        value={answers.certificate}
        onChange={(certificate) => onAnswer({ certificate })}
      />
      {answers.certificate === 'yes' && (
        <DayQuestion
          text="证书上写的发证日期是哪天？"
          value={answers.certificateIssuedOn}
          today={today}
          onChange={(certificateIssuedOn) => onAnswer({ certificateIssuedOn })}
        />
      )}
    </>
  )
}
