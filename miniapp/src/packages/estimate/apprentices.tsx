import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { formatYuan } from '#shared/money'
import { settle, yearEntries, yearlyFen, type ApprenticeClass } from '#shared/subsidy-apprenticeship'
import type { Rule, SubsidyPolicy } from '#shared/subsidy-policy'
import { satisfies } from '#shared/subsidy-operators'
import { certificateWords } from '#shared/subsidy-wording'
import { Card, Fact } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { PlainButton } from '../../components/primary-button'
import { ExplanationNotes } from '../../components/rule-explanation'
import { headsFrom } from './answers'
import { NumberField, Question } from './question-parts'
import { Clause } from './route-detail'

/** 学徒制: what an enterprise gets for a class of apprentices. Shown to who works for one; paid to the enterprise (A17). */
export function Apprentices({ policy }: { policy: SubsidyPolicy }) {
  const [isOpen, setOpen] = useState(false)
  const rules = policy.rules.filter(({ opening }) => opening.by === 'apprenticeship')
  const [first] = rules
  if (!first) return null
  return (
    <Card title="单位带学徒，还有一笔">
      <Text className="what-if__lead">
        文件{first.clause}写了学徒制培训补贴，按人按年算。
        {policy.settings['apprenticeship.payee'] === 'enterprise' && '钱先按发给企业算，不发给学徒本人。'}
      </Text>
      {isOpen ? (
        <ApprenticeQuestions policy={policy} rules={rules} />
      ) : (
        <PlainButton text="算算单位能领多少" onTap={() => setOpen(true)} />
      )}
      <Clause answer={first} />
    </Card>
  )
}

interface ClassAnswers {
  level?: string
  years?: string
  planned?: string
  finished?: string
}

function ApprenticeQuestions({ policy, rules }: { policy: SubsidyPolicy; rules: readonly Rule[] }) {
  const [typed, setTyped] = useState<ClassAnswers>({})
  const change = (part: ClassAnswers) => setTyped((before) => ({ ...before, ...part }))
  const rule = rules.find(({ opening }) => levelOf(opening) === typed.level)
  const heads = (name: 'planned' | 'finished', before: string, wrong: string) => (
    <NumberField
      label={`${before}多少人`}
      before={before}
      unit="人"
      placeholder="比如 30"
      value={typed[name]}
      wrong={headsFrom(typed[name]) === null ? '填整数，比如 30' : wrong}
      onInput={(text) => change({ [name]: text })}
    />
  )
  return (
    <>
      <Question text="学徒要学到哪一级？">
        <ChoiceChips
          label="学徒要学到哪一级"
          choices={rules.map(({ opening }) => levelChoice(levelOf(opening)))}
          value={typed.level ?? null}
          onChange={(level) => change({ level })}
        />
      </Question>
      <Question text="约定学几年？">
        <ChoiceChips
          label="约定学几年"
          choices={yearsOf(rule ?? rules[0]).map((years) => ({ value: years, label: `${years}年` }))}
          value={typed.years ?? null}
          onChange={(years) => change({ years })}
        />
      </Question>
      <Question text="这个班多少人？" hint="还没学完的，“学完”可以先不填。">
        {heads('planned', '开班', '')}
        {heads('finished', '学完', isMore(typed) ? '不会比开班的人多' : '')}
      </Question>
      {rule && <ApprenticeSums policy={policy} rule={rule} typed={typed} />}
    </>
  )
}

function ApprenticeSums(props: { policy: SubsidyPolicy; rule: Rule; typed: ClassAnswers }) {
  const { policy, rule, typed } = props
  const targetLevel = Number(typed.level)
  const years = Number(typed.years ?? 0)
  const planned = headsFrom(typed.planned)
  const agreed = years > 0 && planned !== null ? { targetLevel, years, planned } : null
  const flags = rule.remarks
    .filter((remark) => remark.when === 'always')
    .map(({ note }) => ({ id: note.flag, sentence: note.sentence }))
  return (
    <>
      <Fact label="标准">一个学徒一年{formatYuan(yearlyFen(policy, targetLevel))}</Fact>
      {agreed && <ClassSums policy={policy} agreed={agreed} finished={headsFrom(typed.finished)} />}
      <View className="route-detail__open">
        <Text className="route-detail__heading">文件没写清的地方</Text>
        <ExplanationNotes flags={flags} />
      </View>
    </>
  )
}

interface ClassSumsProps {
  policy: SubsidyPolicy
  agreed: ApprenticeClass
  /** null = nobody has said yet. */
  finished: number | null
}

/** Year by year for all who began; ahead and at the end by those who finished. */
function ClassSums({ policy, agreed, finished }: ClassSumsProps) {
  const planned = yearEntries(policy, agreed, agreed.planned)
  const sum = planned.reduce((total, { fen }) => total + fen, 0)
  const counted = finished !== null && finished <= agreed.planned ? finished : null
  const { prepaidFen } = settle(policy, agreed, 0)
  return (
    <>
      {planned.map(({ year, fen }) => (
        <Fact key={year} label={`第${String(year)}年`}>
          {formatYuan(fen)}
        </Fact>
      ))}
      <Fact label="一共">都学完的话，{formatYuan(sum)}</Fact>
      <Fact label="先发">{prepaidFen === 0 ? '原文没有写先发多少，按不先发算' : formatYuan(prepaidFen)}</Fact>
      {counted !== null && <Settled of={settle(policy, agreed, counted)} />}
    </>
  )
}

function Settled({ of: { earnedFen, balanceFen } }: { of: ReturnType<typeof settle> }) {
  return (
    <>
      <Fact label="应发">按学完的人算，{formatYuan(earnedFen)}</Fact>
      <Fact label="结算">
        {balanceFen < 0 ? `先发的多了，要退${formatYuan(-balanceFen)}` : `再发${formatYuan(balanceFen)}`}
      </Fact>
    </>
  )
}

function levelOf(opening: Rule['opening']): string {
  return opening.by === 'apprenticeship' ? String(opening.targetLevel) : ''
}

function levelChoice(level: string) {
  return { value: level, label: (certificateWords[`level:${level}`] ?? '').replace('证书', '') }
}

/** The lengths that the rule allows, “培训期限1-3年”. */
function yearsOf(rule: Rule | undefined): string[] {
  const asked = rule?.conditions.filter((each) => each.fact === 'apprenticeshipYears') ?? []
  return [1, 2, 3, 4, 5, 6]
    .filter((years) => asked.every(({ operator, value }) => satisfies(operator, years, value)))
    .map(String)
}

function isMore({ planned, finished }: ClassAnswers): boolean {
  const all = headsFrom(planned)
  return all !== null && (headsFrom(finished) ?? 0) > all
}
