import { ChoiceChips, type Choice } from '../../components/choice-chips'
import { isDay, monthsFrom, type Answers, type LevelReply } from './answers'
import { DayQuestion, NumberField, Question, YesNoQuestion } from './question-parts'
import { yesNoQuestions } from './training-questions'

export interface CertificateQuestionsProps {
  answers: Answers
  /** The training's rule has asked this already. */
  employeeAsked: boolean
  /** Where the policy holds. */
  city: string
  today: string
  onAnswer: (change: Answers) => void
}

export const levelChoices: readonly Choice<LevelReply>[] = [
  { value: 'none', label: '没有' },
  { value: '5', label: '初级工' },
  { value: '4', label: '中级工' },
  { value: '3', label: '高级工' },
  { value: '2', label: '技师' },
  { value: '1', label: '高级技师' },
  { value: 'special_skill', label: '专项能力证书' },
  { value: 'unsure', label: '不清楚' },
]

/** What （十） looks at, whatever the trade: certificate, its day, employer, insurance. */
export function CertificateQuestions({
  answers,
  employeeAsked,
  city,
  today,
  onAnswer,
}: CertificateQuestionsProps) {
  return (
    <>
      <Question
        text="您有技能等级证书吗？选最高的一级。"
        hint="证书封面写着“职业技能等级证书”“职业资格证书”或“专项职业能力证书”。不限工种。"
      >
        <ChoiceChips<LevelReply>
          label="您有技能等级证书吗"
          choices={levelChoices}
          value={answers.level ?? null}
          onChange={(level) => onAnswer({ level })}
        />
      </Question>
      {holdsLevel(answers.level) && (
        <>
          <DayQuestion
            text="这本证书上写的发证日期是哪天？"
            value={answers.levelIssuedOn}
            today={today}
            onChange={(levelIssuedOn) => onAnswer({ levelIssuedOn })}
          />
          {!employeeAsked && (
            <YesNoQuestion
              {...yesNoQuestions.employee}
              value={answers.employee}
              onChange={(employee) => onAnswer({ employee })}
            />
          )}
          <Question
            text={`到发证那个月，在${city}一共缴了几个月失业保险？`}
            hint="中间断过的，加起来算。不清楚可以先不填，问单位或查社保记录。"
          >
            <NumberField
              label="一共缴了几个月失业保险"
              unit="个月"
              placeholder="比如 12"
              value={answers.insuranceMonths}
              wrong={monthsFrom(answers.insuranceMonths) === null ? '填整数，比如 12' : ''}
              onInput={(insuranceMonths) => onAnswer({ insuranceMonths })}
            />
          </Question>
        </>
      )}
    </>
  )
}

/** Whether a level was told, so that the rest matters. */
export function holdsLevel(level: LevelReply | undefined): boolean {
  return level !== undefined && level !== 'none' && level !== 'unsure'
}

/** How many questions of this way are still open. */
export function openCertificateQuestions(answers: Answers): number {
  if (answers.level === undefined) return 1
  if (!holdsLevel(answers.level)) return 0
  const open = [
    !isDay(answers.levelIssuedOn),
    answers.employee === undefined,
    monthsFrom(answers.insuranceMonths) === null,
  ]
  return open.filter(Boolean).length
}
