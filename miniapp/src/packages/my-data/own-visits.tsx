import { api } from '../../api/endpoints'
import { Card, Fact } from '../../components/card'
import { useQuery } from '../../hooks/use-query'
import { dayAndTime } from '../../theme/dates'

/** Who acted for the person, at a desk or in the family, when, and what was done; nothing where nobody did. */
export function OwnVisits() {
  const { data } = useQuery(() => api.ownVisits(), { cacheKey: null })
  if (data === null || data.items.length === 0) return null
  return (
    <Card title="别人替我办的">
      {data.items.map(({ id, beganAt, by, clerkName, acts }) => (
        <Fact key={id} label={dayAndTime(beganAt)}>
          {`${by === 'family' ? '家人' : '窗口'}${clerkName}：${acts.length === 0 ? '没有办什么' : acts.map(({ act }) => act).join('、')}`}
        </Fact>
      ))}
    </Card>
  )
}
