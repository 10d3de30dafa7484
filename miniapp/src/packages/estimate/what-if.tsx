import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { formatAmount, formatYuan, type Amount as Money } from '#shared/money'
import { weighCourse, type CourseBalance, type CourseCost } from '#shared/subsidy-course-balance'
import { Card } from '../../components/card'
import { PlainButton } from '../../components/primary-button'
import { keep, readKept } from '../../platform/storage'
import { fenFrom, hoursFrom } from './answers'
import { NumberField, Question } from './question-parts'
import './what-if.scss'

/** What a day and the way cost this worker, as typed. Nothing is assumed. */
interface CostAnswers {
  hours?: string
  hoursPerDay?: string
  wage?: string
  travel?: string
  fee?: string
}

const place = 'draft:course-cost'

export interface WhatIfProps {
  amount: Money
  /** 课时 that the rule asks for, in tenths; null where the text states none. */
  askedTenths: number | null
}

/** 去上课划不划算: lost days, way and fee against what the training pays. */
export function WhatIf(props: WhatIfProps) {
  const [isOpen, setOpen] = useState(() => readKept<CostAnswers>(place) !== null)
  return (
    <Card title="去上课划不划算">
      {isOpen ? (
        <Weighing {...props} />
      ) : (
        <>
          <Text className="what-if__lead">误几天工、少挣多少、补贴够不够补，填几个数就知道。</Text>
          <PlainButton text="算算划不划算" onTap={() => setOpen(true)} />
        </>
      )}
    </Card>
  )
}

function Weighing({ amount, askedTenths }: WhatIfProps) {
  const [typed, setTyped] = useState<CostAnswers>(() => readKept<CostAnswers>(place) ?? {})
  const asked = askedTenths === null ? undefined : String(askedTenths / 10)
  const hours = typed.hours ?? asked
  const change = (part: CostAnswers) => {
    const next = { ...typed, ...part }
    keep(place, next)
    setTyped(next)
  }
  const cost = costOf({ ...typed, ...(hours === undefined ? {} : { hours }) })
  return (
    <>
      <CostQuestions
        typed={{ ...typed, ...(hours === undefined ? {} : { hours }) }}
        asked={asked}
        onChange={change}
      />
      {cost ? (
        <Balance of={weighCourse(amount, cost)} amount={amount} />
      ) : (
        <Text className="what-if__hint">填上一天上几课时、误一天工少挣多少，就算得出来。</Text>
      )}
    </>
  )
}

interface CostQuestionsProps {
  typed: CostAnswers
  asked: string | undefined
  onChange: (part: CostAnswers) => void
}

function CostQuestions({ typed, asked, onChange }: CostQuestionsProps) {
  const field = (name: keyof CostAnswers, kind: 'hours' | 'yuan') => ({
    value: typed[name],
    wrong: wrongness(typed[name], kind),
    unit: kind === 'hours' ? '课时' : '元',
    onInput: (text: string) => onChange({ [name]: text }),
  })
  return (
    <View className="what-if__questions">
      <Question text="这个班的课时" hint={asked === undefined ? '照开班通知填。' : `规定至少${asked}课时。`}>
        <NumberField {...field('hours', 'hours')} label="一共多少课时" before="一共" placeholder="比如 40" />
        <NumberField
          {...field('hoursPerDay', 'hours')}
          label="一天上几课时"
          before="一天上"
          placeholder="比如 8"
        />
      </Question>
      <Question text="您要搭进去的" hint="晚上、休息天上课，或者单位照发工资，误工填0。">
        <NumberField
          {...field('wage', 'yuan')}
          label="误一天工少挣多少"
          before="误一天工"
          placeholder="比如 300"
        />
        <NumberField {...field('travel', 'yuan')} label="一天路费多少" before="一天路费" placeholder="没有" />
        <NumberField {...field('fee', 'yuan')} label="学费多少" before="学费" placeholder="没有" />
      </Question>
    </View>
  )
}

function Balance({ of, amount }: { of: CourseBalance; amount: Money }) {
  const { days, lostWageFen, travelFen, feeFen, costFen, net, breakEvenWage } = of
  const isCap = amount.kind === 'upTo'
  return (
    <View className="what-if__balance">
      <Row label="要去" value={`${String(days)}天`} />
      <Row label="少挣" value={formatYuan(lostWageFen)} />
      {travelFen > 0 && <Row label="路费" value={formatYuan(travelFen)} />}
      {feeFen > 0 && <Row label="学费" value={formatYuan(feeFen)} />}
      <Row label="一共搭进去" value={formatYuan(costFen)} />
      <Row label="补贴" value={formatAmount(amount)} />
      <Text className="what-if__net">
        {isCap ? `要是发满：${netWords(net.atMostFen)}` : `算下来：${netWords(net.surelyFen)}`}
      </Text>
      {isCap && <Text>发多少审核时才定，可能比最高数少。</Text>}
      {breakEvenWage !== null && breakEvenWage.atMostFen >= 0 && (
        <Text className="what-if__hint">
          误一天工少挣{formatYuan(wholeYuan(breakEvenWage.atMostFen))}以内，
          {isCap ? '发满了才不亏' : '去上课不亏'}。
        </Text>
      )}
      <Text className="what-if__hint">证书以后还能用，这里只算眼前的钱。</Text>
    </View>
  )
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <View className="what-if__row">
      <Text className="what-if__hint">{label}</Text>
      <Text>{value}</Text>
    </View>
  )
}

function costOf({ hours, hoursPerDay, wage, travel, fee }: CostAnswers): CourseCost | null {
  const whole = hoursFrom(hours)
  const daily = hoursFrom(hoursPerDay)
  const dailyWageFen = fenFrom(wage)
  const travelPerDayFen = travel === undefined || travel === '' ? 0 : fenFrom(travel)
  const feeFen = fee === undefined || fee === '' ? 0 : fenFrom(fee)
  if (whole === null || daily === null || daily === 0) return null
  if (dailyWageFen === null || travelPerDayFen === null || feeFen === null) return null
  return {
    hoursTenths: Math.round(whole * 10),
    hoursPerDayTenths: Math.round(daily * 10),
    dailyWageFen,
    travelPerDayFen,
    feeFen,
  }
}

function wrongness(text: string | undefined, kind: 'hours' | 'yuan'): string {
  if (text === undefined || text === '') return ''
  if (kind === 'hours') return hoursFrom(text) === null ? '填数字，比如 8 或 7.5' : ''
  return fenFrom(text) === null ? '填钱数，比如 300' : ''
}

function netWords(fen: number): string {
  if (fen === 0) return '不赚不亏'
  return fen > 0 ? `还剩${formatYuan(fen)}` : `自己要贴${formatYuan(-fen)}`
}

/** Rounded down: who earns a fen more already adds money. */
function wholeYuan(fen: number): number {
  return Math.floor(fen / 100) * 100
}
