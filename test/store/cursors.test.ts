import { Long } from 'bson'
import { type Doc, doc, isDoc } from '../../server/store/bson/values'
import { type CursorRequest, CursorRegistry } from '../../server/store/sessions/cursors'

const minutes = 60_000

function openCursor(cursors: CursorRegistry, count: number, wanted: Partial<CursorRequest> = {}): Doc {
  const results = Array.from({ length: count }, (_, _id) => doc({ _id }))
  return cursors.open({ namespace: 'a.b', results, batchSize: 2, transaction: undefined, ...wanted })
}

function read(reply: Doc, field: 'firstBatch' | 'nextBatch'): { id: Long; size: number } {
  const cursor = reply.get('cursor')
  const id = isDoc(cursor) ? cursor.get('id') : undefined
  const batch = isDoc(cursor) ? cursor.get(field) : undefined
  if (!(id instanceof Long) || !Array.isArray(batch)) throw new TypeError('The reply holds no cursor')
  return { id, size: batch.length }
}

describe('a cursor', () => {
  it('hands out as many documents at a time as were asked for, and at first 101 unless told', () => {
    const cursors = new CursorRegistry()
    const first = read(openCursor(cursors, 300), 'firstBatch')
    expect(first.size).toBe(2)
    expect(read(cursors.more(first.id, 'a.b', 3), 'nextBatch').size).toBe(3)
    expect(read(cursors.more(first.id, 'a.b', undefined), 'nextBatch')).toEqual({ id: Long.ZERO, size: 295 })
    expect(read(openCursor(cursors, 300, { batchSize: undefined }), 'firstBatch').size).toBe(101)
  })

  it('belongs to its collection', () => {
    const cursors = new CursorRegistry()
    const { id } = read(openCursor(cursors, 5), 'firstBatch')
    expect(() => cursors.more(id, 'a.other', 1)).toThrow('belongs to a different namespace')
    expect(read(cursors.more(id, 'a.b', 1), 'nextBatch').size).toBe(1)
  })

  it.each([
    ['after ten minutes', false, 10],
    ['without a time-out of its own after thirty, as a session does,', true, 30],
  ])('that nobody asks %s is gone', (_when, isLasting, limit) => {
    const cursors = new CursorRegistry()
    const { id } = read(openCursor(cursors, 5, { isLasting }), 'firstBatch')
    const now = performance.now()
    cursors.killIdle(now + (limit - 1) * minutes)
    expect(read(cursors.more(id, 'a.b', 1), 'nextBatch').size).toBe(1)
    cursors.killIdle(now + (limit + 1) * minutes)
    expect(() => cursors.more(id, 'a.b', 1)).toThrow('not found')
  })
})
