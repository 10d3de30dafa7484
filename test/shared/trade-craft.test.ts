import trades from '#seeds/trades.json'
import { isTraditionalCraft } from '#shared/trade-craft'

test('clause （三）: the training of exactly 14 rows of the annex is in the 乡土人才培育计划', () => {
  const crafts = trades.filter(({ category }) => isTraditionalCraft(category))
  expect(crafts).toHaveLength(14)
  expect(new Set(crafts.map(({ category }) => category))).toEqual(new Set(['古典建筑']))
})
