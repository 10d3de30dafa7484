import { institutionKindLabels, institutionKinds } from '#shared/institutions'
import type { ListedInstitutionView } from '#shared/public-lists'
import { listApi } from '../../../api/list-endpoints'
import { ListRow } from '../../../components/card'
import { open } from '../../../routes'
import { recordLine } from '../record-words'
import { Standing } from '../standing'
import { ListAnswer } from './list-answer'
import { districtQuestion, ListFilterCard, type FilterQuestion } from './list-filter'
import { EnterButton } from './enter-button'
import { useListFilter } from './use-list-filter'

const questions: FilterQuestion[] = [
  {
    label: '类型',
    name: 'kind',
    choices: institutionKinds.map((value) => ({ value, label: institutionKindLabels[value] })),
  },
  districtQuestion,
]

/** 培训机构目录. */
export function Institutions() {
  const { filter, change, clear, turn } = useListFilter()
  return (
    <>
      <EnterButton list="institutions" />
      <ListFilterCard
        key={turn}
        filter={filter}
        onChange={change}
        placeholder="机构名称、地址"
        questions={questions}
      />
      <ListAnswer
        key={JSON.stringify(filter)}
        list="institutions"
        unit="家"
        filter={filter}
        ask={listApi.institutions}
        onClear={clear}
      >
        {(item) => <InstitutionRow key={item.id} of={item} />}
      </ListAnswer>
    </>
  )
}

function InstitutionRow({ of }: { of: ListedInstitutionView }) {
  const where = [institutionKindLabels[of.kind], of.district ?? ''].filter((word) => word !== '')
  const lines = [where.join('，'), recordLine(of.record)].filter((line) => line !== '')
  return (
    <ListRow
      title={of.name}
      note={lines.join('\n')}
      end={<Standing of={of.standing} />}
      onTap={() => void open('listedBody', { list: 'institutions', id: of.id })}
    />
  )
}
