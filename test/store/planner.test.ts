import { UUID } from 'bson'
import { doc } from '../../server/store/bson/values'
import { buildIndex } from '../../server/store/catalogue/index-definition'
import { planQuery } from '../../server/store/query/planner'

describe('an index', () => {
  it('answers nothing for a view that is older, because in that view it has no entries', () => {
    const definition = doc({ v: 2, key: doc({ a: 1 }), name: 'a_1' })
    const index = buildIndex(2, definition, { createdAt: 5, isMultikey: false })
    const names = { namespace: 'a.b', database: 'a', name: 'b', uuid: new UUID() }
    const collection = { id: 1, ...names, indexes: [index], createdAt: 1, changedAt: 5, revision: 1 }
    const indexIn = (sequence: number) =>
      planQuery({ collection, query: doc({ a: 1 }), sort: [], sequence }).indexName
    expect([indexIn(4), indexIn(5)]).toEqual([undefined, 'a_1'])
  })
})
