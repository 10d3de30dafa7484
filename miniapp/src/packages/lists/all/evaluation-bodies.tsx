import { certificateKinds, certificateLabels } from '#shared/classes'
import type { EvaluationBodyView } from '#shared/public-lists'
import { listApi } from '../../../api/list-endpoints'
import { ListRow } from '../../../components/card'
import { open } from '../../../routes'
import { Standing } from '../standing'
import { EnterButton } from './enter-button'
import { ListAnswer } from './list-answer'
import { districtQuestion, ListFilterCard, type FilterQuestion } from './list-filter'
import { useListFilter } from './use-list-filter'

const questions: FilterQuestion[] = [
  {
    label: '能发的证书',
    name: 'kind',
    choices: certificateKinds.map((value) => ({ value, label: certificateLabels[value] })),
  },
  districtQuestion,
]

/** 评价机构目录. */
export function EvaluationBodies() {
  const { filter, change, clear, turn } = useListFilter()
  return (
    <>
      <ListFilterCard
        key={turn}
        filter={filter}
        onChange={change}
        placeholder="机构名称、地址"
        questions={questions}
      />
      <ListAnswer
        key={JSON.stringify(filter)}
        list="evaluation"
        unit="家"
        filter={filter}
        ask={listApi.evaluationBodies}
        onClear={clear}
      >
        {(item) => <BodyRow key={item.id} of={item} />}
      </ListAnswer>
      <EnterButton list="evaluation" />
    </>
  )
}

function BodyRow({ of }: { of: EvaluationBodyView }) {
  const trades = new Set(of.assesses.flatMap(({ tradeSeqs }) => tradeSeqs)).size
  const where = of.district === null ? '' : `${of.district}，`
  return (
    <ListRow
      title={of.name}
      note={`${where}能评${String(trades)}个工种`}
      end={<Standing of={of.standing} />}
      onTap={() => void open('listedBody', { list: 'evaluation', id: of.id })}
    />
  )
}
