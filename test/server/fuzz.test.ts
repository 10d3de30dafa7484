import fc from 'fast-check'
import * as v from 'valibot'
import { problemBody } from '#shared/problem'
import type { Route } from '../../server/http/route'
import { openDesk } from '../support/claim-desk'
import { steps } from '../support/path-steps'
import { declaredRoutes } from '../support/routes'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let callers: Caller[]
/** Identifiers and words that lead past the first check: real records, real reasons, and what is nearly right. */
let words: unknown[]

beforeAll(async () => {
  server = await startTestServer()
  const desk = await openDesk(server)
  const waiting = await desk.newCase(46)
  const made = await desk.newPayable()
  const batch = await steps.batch(desk, [made.claim])
  const returned = await desk.newCase()
  callers = [
    server.anonymous,
    waiting.worker,
    made.worker,
    returned.worker,
    desk.institution,
    desk.housing,
    desk.hr,
    desk.finance,
  ]
  words = [
    ...[waiting, made, returned].flatMap(({ claim, enrolment }) => [
      claim.id,
      enrolment.id,
      enrolment.class.id,
    ]),
    ...[batch.id, batch.payments[0]?.id, waiting.claim.checksNeeded, 'L1', '2021-06-18', '2021-02-30'],
    '0123456789abcdef01234567',
    ...[
      'pass',
      'return',
      'refuse',
      'supply',
      'withdraw',
      'change_account',
      'paid',
      'failed',
      'level',
      'waiting',
    ],
    ...[
      'identity_mismatch',
      'duplicate',
      'account_closed',
      'labour_contract',
      'accept',
      'test-payout-template',
    ],
    ...['999999197903151011', '14000000001', '6299990000000000012', '王小四', 'worker-ready', ''],
    ...[0, 1, 2, 3, 41, 50_000, -1, 0.5, 1e21, true, false, null, { $gt: '' }, { $ne: null }, [], {}],
  ]
})
afterAll(() => server.stop())

interface Shape {
  entries?: Record<string, Shape>
  options?: unknown[]
  literal?: unknown
}

/** Fewer than one address may send in ten seconds: what comes after is refused without a look at it. */
const RUNS = 500

/** What a schema knows by name, in whichever of its variants: for each name the words that it expects there, if any. */
function fieldsOf(schema: unknown): [name: string, expected: unknown[]][] {
  const { entries = {}, options = [] } = (schema ?? {}) as Shape
  return [
    ...Object.entries(entries).map(([name, field]): [string, unknown[]] => [name, expectedBy(field)]),
    ...options.filter((one) => typeof one === 'object').flatMap(fieldsOf),
  ]
}

function expectedBy({ literal, options = [] }: Shape): unknown[] {
  return literal === undefined ? options.filter((one) => typeof one !== 'object') : [literal]
}

const junk = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.jsonValue({ maxDepth: 3 }))
const word = fc.nat().map((pick) => words[pick % words.length])
/** What is an id by its form: most of what stands in a path is meant to be one. */
const id = fc.nat().map((pick) => ids()[pick % ids().length])
const ids = () => words.filter((each) => typeof each === 'string' && /^[0-9a-f]{24}$/.test(each))
const value = fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: junk })
const deep = fc.oneof(
  { weight: 4, arbitrary: value },
  {
    weight: 1,
    arbitrary: fc.array(fc.dictionary(fc.constantFrom('enrolmentId', 'hoursTenths'), word), { maxLength: 3 }),
  },
)
const names = declaredRoutes.flatMap((route) =>
  [...fieldsOf(route.body), ...fieldsOf(route.query)].map(([name]) => name),
)
const filling = fc.record({ value: deep, isExpected: fc.boolean(), pick: fc.nat() })
const body = fc.oneof(
  { weight: 5, arbitrary: fc.array(filling, { minLength: 12, maxLength: 12 }) },
  { weight: 1, arbitrary: junk },
)

const attempt = fc.record({
  route: fc.constantFrom(...declaredRoutes.filter(({ path }) => path !== '/sessions/current')),
  caller: fc.nat(),
  places: fc.array(fc.oneof(word, id), { minLength: 2, maxLength: 2 }),
  body,
  query: fc.option(fc.tuple(fc.constantFrom(...new Set(names)), word), { nil: undefined, freq: 6 }),
  key: fc.option(fc.string({ maxLength: 20 }), { nil: undefined, freq: 4 }),
})

type Filling = { value: unknown; isExpected: boolean; pick: number }

/** Values under the names that the route's schema knows, often what it expects there; anything else as it is. */
function bodyFor(route: Route, values: unknown): unknown {
  if (!isFilling(values)) return values
  const fields = new Map<string, unknown[]>()
  for (const [name, expected] of fieldsOf(route.body))
    fields.set(name, [...(fields.get(name) ?? []), ...expected])
  const filled = [...fields].map(([name, expected], index) => {
    const { value, isExpected, pick } = values[index % values.length] ?? {
      value: null,
      isExpected: false,
      pick: 0,
    }
    return [name, isExpected && expected.length > 0 ? expected[pick % expected.length] : value]
  })
  return Object.fromEntries(filled)
}

function isFilling(values: unknown): values is Filling[] {
  return Array.isArray(values) && values.length === 12
}

function addressFor(route: Route, places: unknown[], query: [string, unknown] | undefined): string {
  let next = 0
  const path = route.path.replace(/:\w+/g, () => encodeURIComponent(String(places[next++])) || '-')
  return query ? `${path}?${query[0]}=${encodeURIComponent(String(query[1]))}` : path
}

async function send(
  caller: Caller,
  method: string,
  path: string,
  [data, key]: [unknown, string | undefined],
) {
  const headers = key !== undefined && /^[\x21-\x7e]+$/.test(key) ? { 'Idempotency-Key': key } : {}
  if (method === 'get') return caller.get(path)
  if (method === 'delete') return caller.delete(path)
  return method === 'put' ? caller.put(path, data, headers) : caller.post(path, data, headers)
}

function explained(reply: Reply): boolean {
  if (reply.status < 400) return true
  const type = reply.headers.get('content-type') ?? ''
  return type.startsWith('application/problem+json') && v.is(problemBody, reply.body)
}

it('never fails, whatever anybody sends to any route: every refusal is a problem with its code', async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(attempt, async ({ route, caller, places, body: values, query, key }) => {
      const who = callers[caller % callers.length] ?? server.anonymous
      const path = addressFor(route, places, query)
      const reply = await send(who, route.method, path, [bodyFor(route, values), key])
      seen.set(reply.status, (seen.get(reply.status) ?? 0) + 1)
      expect([route.method, path, reply.status < 500 ? 'answered' : reply.body]).toEqual([
        route.method,
        path,
        'answered',
      ])
      expect(explained(reply)).toBe(true)
    }),
    { seed: 20_210_618, numRuns: RUNS },
  )
  for (const status of [200, 401, 403, 404, 422]) expect([...seen.keys()]).toContain(status)
})
