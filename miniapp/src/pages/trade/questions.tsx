import { Input, Text, View } from '@tarojs/components'
import { certificateLabels } from '#shared/classes'
import type { ExplainedRule } from '#shared/claims'
import type { CertificateFact, FactName } from '#shared/subsidy-facts'
import { ChoiceChips } from '../../components/choice-chips'
import { DateField } from '../../components/form-field'
import { isH5 } from '../../platform/target'
import { bundledPolicy } from '../../policies/policy'
import { hoursFrom, type Answers, type YesNo } from './answers'

interface QuestionsProps {
  /** Facts that the rule looks at for this row, in the rule's order. */
  asked: readonly FactName[]
  rule: ExplainedRule
  answers: Answers
  today: string
  onAnswer: (change: Answers) => void
}

type YesNoFact = 'employee' | 'trainedInCity' | 'examinedInCity' | 'examPassed'
const yesNoQuestions: Record<YesNoFact, { text: string; yes: string; no: string }> = {
  employee: { text: '您有单位吗？（签了合同、交社保，或登记了工地实名制）', yes: '有', no: '没有' },
  trainedInCity: { text: '培训在连云港吗？', yes: '在', no: '不在' },
  examinedInCity: { text: '考试在连云港吗？', yes: '在', no: '不在' },
  examPassed: { text: '结业考试合格了吗？', yes: '合格了', no: '还没有' },
}

/** The rule's conditions as questions, only those that matter for this row. */
export function Questions({ asked, rule, answers, today, onAnswer }: QuestionsProps) {
  return (
    <View className="questions">
      {asked.map((fact) => {
        if (fact === 'hours') return <HoursQuestion key={fact} answers={answers} onAnswer={onAnswer} />
        if (fact === 'certificates') {
          const kind = wantedCertificate(rule.ruleId)
          return <CertificateQuestion key={fact} {...{ kind, answers, today, onAnswer }} />
        }
        if (!isYesNo(fact)) return null
        const { text, yes, no } = yesNoQuestions[fact]
        return (
          <View key={fact} className="questions__one">
            <Text className="questions__text">{text}</Text>
            <YesNoChips
              label={text}
              words={[yes, no]}
              value={answers[fact]}
              onChange={(value) => onAnswer({ [fact]: value })}
            />
          </View>
        )
      })}
    </View>
  )
}

function HoursQuestion({ answers, onAnswer }: Pick<QuestionsProps, 'answers' | 'onAnswer'>) {
  const text = '现场课上了多少课时？'
  const typed = answers.hours ?? ''
  return (
    <View className="questions__one">
      <Text className="questions__text">{text}</Text>
      <View className="questions__hours">
        <Input
          className="field__input questions__number"
          type="digit"
          value={typed}
          maxlength={6}
          placeholder="比如 32"
          placeholderClass="field__placeholder"
          onInput={(event) => onAnswer({ hours: event.detail.value })}
          {...(isH5 ? { 'aria-label': text } : {})}
        />
        <Text>课时</Text>
      </View>
      {typed !== '' && hoursFrom(typed) === null && (
        <Text className="questions__wrong">填数字，比如 32 或 32.5</Text>
      )}
    </View>
  )
}

function CertificateQuestion(
  props: Pick<QuestionsProps, 'answers' | 'today' | 'onAnswer'> & { kind: CertificateFact['kind'] },
) {
  const { kind, answers, today, onAnswer } = props
  const text = `拿到${certificateLabels[kind]}了吗？`
  return (
    <View className="questions__one">
      <Text className="questions__text">{text}</Text>
      <YesNoChips
        label={text}
        words={['拿到了', '还没有']}
        value={answers.certificate}
        onChange={(certificate) => onAnswer({ certificate, certificateKind: kind })}
      />
      {answers.certificate === 'yes' && (
        <DateField
          label="证书上的发证日期"
          until={today}
          control={{
            value: answers.certificateIssuedOn ?? '',
            error: undefined,
            onInput: (certificateIssuedOn) => onAnswer({ certificateIssuedOn }),
            onBlur: () => undefined,
          }}
        />
      )}
    </View>
  )
}

interface YesNoChipsProps {
  label: string
  words: readonly [yes: string, no: string]
  value: YesNo | undefined
  onChange: (value: YesNo) => void
}

function YesNoChips({ label, words, value, onChange }: YesNoChipsProps) {
  return (
    <ChoiceChips<YesNo>
      label={label}
      choices={[
        { value: 'yes', label: words[0] },
        { value: 'no', label: words[1] },
      ]}
      value={value ?? null}
      onChange={onChange}
    />
  )
}

function isYesNo(fact: FactName): fact is YesNoFact {
  return fact in yesNoQuestions
}

/** The kind of certificate that a rule wants; rules of the annex want one kind at most. */
function wantedCertificate(ruleId: string): CertificateFact['kind'] {
  const wanted = bundledPolicy().rules.find((rule) => rule.id === ruleId)?.certificates[0]
  return wanted === 'special_operations' || wanted === 'special_skill' ? wanted : 'competency'
}
