import type { WaitingPlaceView } from '#shared/enrolments'
import { bookingApi } from '../../../api/booking-endpoints'
import { Card, ListRow } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { StatusTag } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { open } from '../../../routes'
import { day } from '../../../theme/dates'

/** The lines for full classes in which I stand; nothing where there are none. The classes below say what fails. */
export function Lines() {
  const { data } = useQuery(() => bookingApi.waitingPlaces(), { cacheKey: 'waiting-places' })
  if (!data || data.items.length === 0) return null
  return (
    <Card title="正在排队">
      {data.items.map((each) => (
        <Line key={each.id} each={each} />
      ))}
    </Card>
  )
}

function Line({ each: { class: item, ahead, passedOver } }: { each: WaitingPlaceView }) {
  return (
    <>
      <ListRow
        title={item.title}
        note={`${item.institution.name}\n${day(item.startsOn)}开课`}
        end={<StatusTag tone="wait" text={ahead === 0 ? '排第1' : `前面${String(ahead)}人`} />}
        onTap={() => void open('trainingClass', { id: item.id })}
      />
      {passedOver !== null && (
        <Notice tone="stop" title="有名额时没报上">
          {passedOver}。改好了，下次有名额再给您报。
        </Notice>
      )}
    </>
  )
}
