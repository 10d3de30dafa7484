import type { ClassView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { OptionList } from '../../../components/option-list'
import { PageState } from '../../../components/page-state'
import { useQuery } from '../../../hooks/use-query'
import { day } from '../../../theme/dates'

export interface ChooseClassProps {
  tradeSeq: number
  value: string | null
  onChange: (classId: string) => void
}

/** The classes of a trade that take people now. */
export function ChooseClass({ tradeSeq, value, onChange }: ChooseClassProps) {
  const query = useQuery(() => api.classes(tradeSeq), { cacheKey: `classes-${tradeSeq}` })
  return (
    <PageState
      query={query}
      skeletonLines={2}
      empty={{
        when: ({ items }) => items.length === 0,
        message: {
          icon: 'school',
          title: '这个工种现在没有开班',
          text: '有新班再来报。也可以请工人在工种页上点“有新班告诉我”。',
        },
      }}
    >
      {({ items }) => (
        <Card>
          <OptionList
            label="报哪个班"
            options={items.map((each) => ({ value: each.id, label: aboutClass(each) }))}
            value={value}
            onChange={onChange}
          />
        </Card>
      )}
    </PageState>
  )
}

function aboutClass({ title, startsOn, place, seatsLeft }: ClassView): string {
  const seats = seatsLeft > 0 ? `剩${seatsLeft}个名额` : '名额满了'
  return `${title}，${day(startsOn)}开课，${place.name}，${seats}`
}
