import { Text } from '@tarojs/components'
import { formatAmount } from '#shared/money'
import type { TrainingProjectView } from '#shared/public-lists'
import { chineseDay } from '#shared/subsidy-calendar'
import { TRADE_CATEGORIES } from '#shared/trades'
import { listApi } from '../../../api/list-endpoints'
import { ListRow } from '../../../components/card'
import { open } from '../../../routes'
import { hours } from '../../../theme/dates'
import { ListAnswer } from './list-answer'
import { ListFilterCard, type FilterQuestion } from './list-filter'
import { useListFilter } from './use-list-filter'

const questions: FilterQuestion[] = [
  {
    label: '种类',
    name: 'category',
    choices: TRADE_CATEGORIES.map((value) => ({ value, label: value })),
  },
]

/** 培训项目目录. */
export function Projects() {
  const { filter, change, clear, turn } = useListFilter()
  return (
    <>
      <ListFilterCard
        key={turn}
        filter={filter}
        onChange={change}
        placeholder="工种名称"
        questions={questions}
      />
      <ListAnswer
        key={JSON.stringify(filter)}
        list="projects"
        unit="个"
        filter={filter}
        ask={listApi.projects}
        onClear={clear}
      >
        {(item) => <ProjectRow key={item.seq} of={item} />}
      </ListAnswer>
    </>
  )
}

function ProjectRow({ of }: { of: TrainingProjectView }) {
  const { hoursTenths, certificates, listedUntil, amountFen, isUpTo } = of
  const terms = [
    of.category,
    ...(hoursTenths === null ? [] : [`至少${hours(hoursTenths)}`]),
    ...(certificates.length === 0 ? [] : [`要${certificates.join('、')}`]),
  ]
  const end = listedUntil === null ? '' : `\n到${chineseDay(listedUntil)}为止`
  const amount = { kind: isUpTo ? 'upTo' : 'fixed', fen: amountFen, unit: 'per_person' } as const
  return (
    <ListRow
      title={of.name}
      note={`${terms.join('，')}${end}`}
      end={<Text>{formatAmount(amount)}</Text>}
      onTap={() => void open('trade', { seq: String(of.seq) })}
    />
  )
}
