import { classDeskApi } from '../../../api/class-endpoints'
import { Card } from '../../../components/card'
import { OptionList } from '../../../components/option-list'
import { useQuery } from '../../../hooks/use-query'
import { DayField, LineField } from './line-field'
import { firstDayOf, lastDayOf } from './lesson-days'
import { NumberField } from './number-field'
import { TradeField } from './trade-field'
import type { FilingDraft } from './use-filing-draft'

const ALONE = 'alone'

/** What is taught, when, for how many and for how much. */
export function BasicFields({ of, from }: { of: FilingDraft; from: string }) {
  const { draft, edit, errorAt } = of
  return (
    <>
      <Card title="办什么班">
        <TradeField
          value={draft.tradeSeq}
          error={errorAt('/tradeSeq')}
          onChange={(tradeSeq) => edit({ tradeSeq })}
        />
        <LineField
          label="班名"
          hint="比如：钢筋工培训班（第8期）"
          value={draft.title}
          maxLength={40}
          error={errorAt('/title')}
          onChange={(title) => edit({ title })}
        />
        <NumberField
          label="招多少人"
          value={draft.capacity}
          scale={1}
          error={errorAt('/capacity')}
          onChange={(capacity) => edit({ capacity })}
        />
        <NumberField
          label="学费（元）"
          hint="不收费填0"
          value={draft.priceFen}
          scale={100}
          error={errorAt('/priceFen')}
          onChange={(priceFen) => edit({ priceFen })}
        />
        <Partner of={of} />
      </Card>
      <Card title="日期">
        <DayField
          label="开班"
          hint="就是第一节课那天"
          value={draft.startsOn}
          from={from}
          suggested={firstDayOf(draft)}
          error={errorAt('/startsOn')}
          onChange={(startsOn) => edit({ startsOn })}
        />
        <DayField
          label="结束"
          hint="就是最后一节课那天"
          value={draft.endsOn}
          from={from}
          suggested={lastDayOf(draft)}
          error={errorAt('/endsOn')}
          onChange={(endsOn) => edit({ endsOn })}
        />
        <DayField
          label="报名截止"
          value={draft.enrolUntil}
          from={from}
          suggested={draft.startsOn}
          error={errorAt('/enrolUntil')}
          onChange={(enrolUntil) => edit({ enrolUntil })}
        />
      </Card>
    </>
  )
}

/** The other body of a joint class; it has to agree before the bureaux see it. */
function Partner({ of: { draft, edit, errorAt } }: { of: FilingDraft }) {
  const query = useQuery(() => classDeskApi.partners(), { cacheKey: 'class-partners' })
  const options = [
    { value: ALONE, label: '自己办' },
    ...(query.data?.items ?? []).map(({ id, name, kindText }) => ({
      value: id,
      label: `${name}（${kindText}）`,
    })),
  ]
  return (
    <OptionList
      label="和谁合办（要等对方同意）"
      options={options}
      value={draft.partnerId ?? ALONE}
      error={errorAt('/partnerId')}
      onChange={(value) => edit({ partnerId: value === ALONE ? null : value })}
    />
  )
}
