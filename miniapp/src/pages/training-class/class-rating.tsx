import type { RatingFigures } from '#shared/class-ratings'
import { ratingApi } from '../../api/rating-endpoints'
import { Card, Fact } from '../../components/card'
import { useQuery } from '../../hooks/use-query'

/** What those who have been through the class think of it; nothing before five have said so. */
export function ClassRating({ classId }: { classId: string }) {
  const { data } = useQuery(() => ratingApi.ofClass(classId), { cacheKey: `rating-${classId}` })
  if (!data?.figures) return null
  return <Figures of={data.figures} />
}

function Figures({ of }: { of: RatingFigures }) {
  const starsOf = (tenths: number) => `${(tenths / 10).toFixed(1)}星（满分5星）`
  return (
    <Card title={`学过的人怎么说（${String(of.count)}人）`}>
      <Fact label="教学">{starsOf(of.teachingTenths)}</Fact>
      <Fact label="场地">{starsOf(of.placeTenths)}</Fact>
      <Fact label="说话算数">{starsOf(of.honestyTenths)}</Fact>
    </Card>
  )
}
