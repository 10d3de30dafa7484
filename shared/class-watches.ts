import * as v from 'valibot'
import { recordId } from './primitives'
import { searchAreas } from './trade-searches'

/** Where a class has to be for somebody to be told of it; null = anywhere in the city. */
export const classWatchBody = v.strictObject({
  tradeSeq: v.pipe(
    v.number('请选工种'),
    v.integer('请选工种'),
    v.minValue(1, '没有这个工种'),
    v.maxValue(181, '没有这个工种'),
  ),
  area: v.nullable(v.picklist(searchAreas, '请从六个区县里选')),
})
export type ClassWatchBody = v.InferOutput<typeof classWatchBody>

/** One trade of which somebody wants to hear when a class opens. */
export const classWatchView = v.object({
  id: recordId,
  tradeSeq: v.number(),
  area: v.nullable(v.picklist(searchAreas)),
})
export type ClassWatchView = v.InferOutput<typeof classWatchView>
export const classWatchListView = v.object({ items: v.array(classWatchView) })
export type ClassWatchListView = v.InferOutput<typeof classWatchListView>

/** Most trades that one person can be told of. */
export const MOST_WATCHES = 10

/** The district or county that an address names; null when it names none, and then everybody who waits is told. */
export function areaOfAddress(address: string): (typeof searchAreas)[number] | null {
  return searchAreas.find((area) => address.includes(area)) ?? null
}
