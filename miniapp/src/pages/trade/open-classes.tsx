import type { ClassView } from '#shared/classes'
import { api } from '../../api/endpoints'
import { Card, ListRow } from '../../components/card'
import { PageState } from '../../components/page-state'
import { StatusTag } from '../../components/status-tag'
import { useQuery } from '../../hooks/use-query'
import { open } from '../../routes'
import { day, hours } from '../../theme/dates'
import { NewClassWatch } from './new-class-watch'

/** Classes of this trade that can be joined. */
export function OpenClasses({ tradeSeq }: { tradeSeq: number }) {
  const query = useQuery(() => api.classes(tradeSeq), { cacheKey: `classes-${String(tradeSeq)}` })
  return (
    <Card title="哪里能学">
      <PageState
        query={query}
        skeletonLines={2}
        empty={{
          when: (list) => list.items.length === 0,
          message: {
            icon: 'school',
            title: '现在没有开班',
            text: '有新班可以告诉您，也可以看看下面相近的工种。',
          },
        }}
      >
        {({ items }) => items.map((each) => <ClassRow key={each.id} each={each} />)}
      </PageState>
      <NewClassWatch tradeSeq={tradeSeq} />
    </Card>
  )
}

function ClassRow({ each }: { each: ClassView }) {
  const total = hours(each.onsiteHoursTenths + each.onlineHoursTenths)
  const seats = each.seatsLeft > 0 ? `剩${String(each.seatsLeft)}个名额` : '名额满了'
  return (
    <ListRow
      title={each.title}
      note={`${day(each.startsOn)}开课，${total}\n${each.institution.name}\n${each.place.name}`}
      end={<StatusTag tone={each.seatsLeft > 0 ? 'ok' : 'quiet'} text={seats} />}
      onTap={() => void open('trainingClass', { id: each.id })}
    />
  )
}
