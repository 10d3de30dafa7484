import { readFileSync } from 'node:fs'
import path from 'node:path'
import { featureRows, listedFeatures } from '../support/listed-features'
import { featuresOf } from '../support/store-features'

const source = (file: string) => readFileSync(path.join(__dirname, `${file}.test.ts`), 'utf8')

describe.each(['What is answered', 'What the program sends'])('the list %j', (section) => {
  it.each(featureRows(section).map(({ what, file, test }) => [what, file, test] as const))(
    '%s: %s.test.ts has the test that is named',
    (_what, file, test) => expect(source(file)).toContain(test),
  )
})

describe('the features of a command', () => {
  const of = (command: Record<string, unknown>) => [...featuresOf(command)].sort()

  it('are its name, its fields, and the operators of its query', () => {
    const filter = { a: 1, $or: [{ b: { $in: [1] } }, { c: /x/ }] }
    expect(of({ find: 'x', filter, sort: { a: 1 }, $db: 'd', lsid: {} })).toEqual(
      ['find', 'find.filter', 'find.sort', 'query $in', 'query $or', 'query pattern'].sort(),
    )
  })

  it('are what an update does, and where in arrays, but not the data that it sets', () => {
    const u = {
      $set: { 'a.$.b': { $odd: 1 }, 'c.$[x]': 1 },
      $push: { d: { $each: [1], $slice: -1 } },
    }
    expect(of({ update: 'x', updates: [{ q: { a: { $gt: 1 } }, u, upsert: true }] })).toEqual(
      [
        ...['update', 'updates.upsert', 'query $gt', 'update $set', 'update $push', 'update $each'],
        ...['update $slice', 'update path $', 'update path $[]'],
      ].sort(),
    )
    expect(of({ update: 'x', updates: [{ q: {}, u: { a: 1 } }] })).toContain('update replacement')
    expect(of({ update: 'x', updates: [{ q: {}, u: [{ $set: { a: '$b' } }] }] })).toContain('stage $set')
  })

  it('are the stages of a pipeline, also of a pipeline inside it, with their expressions', () => {
    const group = { $group: { _id: null, n: { $sum: { $cond: [{ $eq: ['$a', '$$ROOT'] }, 1, 0] } } } }
    const pipeline = [{ $match: { a: { $ne: 1 } } }, { $facet: { one: [group] } }]
    expect(of({ aggregate: 'x', pipeline, cursor: {} })).toEqual(
      [
        ...['aggregate', 'aggregate.pipeline', 'stage $match', 'stage $facet', 'stage $group', 'query $ne'],
        ...['expression $sum', 'expression $cond', 'expression $eq', 'expression $$ROOT'],
      ].sort(),
    )
  })

  it('are the kinds of an index, transactions, retries and concerns', () => {
    const indexes = [{ key: { a: 1, b: 1 }, name: 'x', unique: true }]
    expect(of({ createIndexes: 'x', indexes, writeConcern: { w: 'majority' } })).toEqual(
      ['createIndexes', 'index compound', 'index unique', 'writeConcern majority'].sort(),
    )
    expect(of({ insert: 'x', documents: [{ $x: 1 }], txnNumber: 1 })).toEqual(['insert', 'retryable write'])
    expect(of({ insert: 'x', documents: [{}], txnNumber: 1, autocommit: false })).toContain('transaction')
  })

  it('are all in the list as the program has them', () => {
    expect(listedFeatures()).toContain('update $set')
    expect(listedFeatures().size).toBeGreaterThan(50)
  })
})
