import { claimEventBody } from '#shared/claims'
import { roles, type Role } from '#shared/people'
import { policyEventBody } from '#shared/policy-versions'
import { decidesGuarded } from '#shared/staff-second-factor'
import type { Route } from '../../server/http/route'
import { declaredRoutes } from '../support/routes'

/** Whoever holds one of these decides about money, about people's papers, about policy, or about colleagues. */
const deciders: readonly Role[] = roles.filter(decidesGuarded)

/** Changes by deciders that decide nothing, and why. What is not here has to ask for the second factor. */
const harmless: Record<string, string> = {
  'post /me/second-factor': 'sets the second factor up',
  'post /me/second-factor/confirmation': 'sets the second factor up',
  'post /me/second-factor/checks': 'shows the second factor',
  'post /me/second-factor/removal': 'asks for a code in its own body',
  'post /desk-visits/:id/codes': 'sends a code to the person’s own phone',
  'post /desk-visits/:id/proof': 'takes the person’s own code',
  'post /desk-visits/:id/sessions': 'of a visit that was proved; it was begun with the second factor',
  'post /desk-visits/:id/end': 'ends what is open',
  'post /desktop-sign-ins/look-up': 'reads what a desktop asks for',
  'post /desktop-sign-ins/:id/decision':
    'lets one’s own desktop in, which has to show the second factor itself',
  'put /claims/:id/assignee': 'hands a claim to a colleague; decides nothing',
  'post /claims/:id/notes': 'a word among officers; decides nothing',
  'post /me/conflicts': 'keeps oneself out of decisions; only going back in is guarded',
  'post /uploads': 'brings a file along, which is read by a step of its own',
  'put /uploads/:id/parts/:index': 'the same',
  'post /attendance-flags/:id/look': 'writes down what was found by looking; takes no hours',
  'post /notice-deliveries/:id/send-again': 'sends words that were decided before',
  'post /policies': 'begins a draft',
  'put /policies/:id': 'writes in a draft',
  'post /policies/:id/cases': 'works something out',
  'post /policies/:id/difference': 'works something out',
}

/** Routes that take several events: which of them need it, which do not. */
const events: Record<string, { guarded: string[]; free: string[] }> = {
  'post /claims/:id/events': {
    guarded: ['pass', 'reopen', 'dismiss_objection'],
    free: [
      ...['return', 'refuse', 'supply', 'withdraw', 'change_account'],
      ...['hold', 'resume', 'appeal', 'keep_refusal'],
    ],
  },
  'post /class-filings/:id/events': {
    guarded: ['pass'],
    free: ['file', 'agree', 'decline', 'take_back', 'return', 'cancel'],
  },
  'post /apprenticeships/:id/events': {
    guarded: ['accept'],
    free: ['file', 'take_back', 'return'],
  },
  'post /policies/:id/events': {
    guarded: ['review', 'approve', 'schedule', 'unschedule', 'activate', 'close'],
    free: ['return_to_draft'],
  },
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const isForDeciders = ({ access }: Route) =>
  Array.isArray(access) && access.some((role: Role) => deciders.includes(role))
const changes = declaredRoutes.filter((route) => route.kind !== 'query' && isForDeciders(route))
/** A read that takes papers out of the house, or shows what is masked everywhere else. */
const revealing = declaredRoutes.filter(({ path, summary }) =>
  /export|unmask|reveal|download|\bcsv\b|in clear/i.test(`${path} ${summary}`),
)

function asks(route: Route, event: string): boolean {
  const actor = { roles: deciders }
  const call = { actor, body: { event } } as unknown as Parameters<Route['handler']>[0]
  return route.needsSecondFactor?.(call) ?? false
}

describe('the second factor', () => {
  it.each(changes.map((route) => [nameOf(route), route] as const))(
    'guards what a decider can change, or the list above says why not: %s',
    (name, route) => {
      expect([name, route.needsSecondFactor !== undefined]).toEqual([name, !(name in harmless)])
    },
  )

  it('guards what takes papers out or unmasks', () => {
    const open = revealing.filter((route) => isForDeciders(route) && !route.needsSecondFactor)
    expect(open.map(nameOf)).toEqual([])
  })

  it('guards nothing that workers do', () => {
    const guarded = declaredRoutes.filter(({ needsSecondFactor }) => needsSecondFactor)
    expect(guarded.filter((route) => !isForDeciders(route)).map(nameOf)).toEqual([])
    const pass = declaredRoutes.find((route) => nameOf(route) === 'post /claims/:id/events')
    const call = { actor: { roles: ['worker'] }, body: { event: 'pass' } }
    expect(pass?.needsSecondFactor?.(call as never)).toBe(false)
  })

  it('knows every event of a claim and of a policy version', () => {
    const named = (body: typeof claimEventBody | typeof policyEventBody) =>
      body.options.map((option) => option.entries.event.literal as string).sort()
    const listed = (name: string) => [...(events[name]?.guarded ?? []), ...(events[name]?.free ?? [])].sort()
    expect(listed('post /claims/:id/events')).toEqual(named(claimEventBody))
    expect(listed('post /policies/:id/events')).toEqual(named(policyEventBody))
  })

  it.each(Object.entries(events))('tells the events apart that one route takes: %s', (name, expected) => {
    const route = declaredRoutes.find((each) => nameOf(each) === name)
    const all = [...expected.guarded, ...expected.free]
    expect(all.filter((event) => route && asks(route, event))).toEqual(expected.guarded)
  })

  it('guards every call of the routes that take no event', () => {
    const plain = changes.filter((route) => route.needsSecondFactor && !(nameOf(route) in events))
    expect(plain.map((route) => [nameOf(route), asks(route, '')])).toEqual(
      plain.map((route) => [nameOf(route), true]),
    )
    expect(plain.map(nameOf)).toContain('post /policies/:id/difference/signature')
  })

  it('keeps no exception for a route that is gone', () => {
    expect(Object.keys(harmless).filter((name) => !changes.some((route) => nameOf(route) === name))).toEqual(
      [],
    )
  })
})
