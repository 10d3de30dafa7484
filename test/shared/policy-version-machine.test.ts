import {
  obstaclesOf,
  permittedPolicyEvents,
  policyGuardWords,
  policyTransition,
  policyVersionEvents,
  policyVersionGuards,
  policyVersionStates,
  policyVersionTransitions,
  type PolicyActorRole,
  type PolicyVersionEvent,
  type PolicyVersionPosition,
  type PolicyVersionState,
} from '../../shared/policy-version-machine'

const ready: PolicyVersionPosition = {
  state: 'approved',
  authorIds: ['author'],
  reviewerId: 'reviewer',
  approverId: 'approver',
  cases: 'passed',
  everyRuleHasCase: true,
  difference: 'signed',
  ownDates: 'inside',
  isDue: true,
}
const approver = { id: 'approver', role: 'policy_approver' } as const
const roles: readonly PolicyActorRole[] = ['policy_editor', 'policy_approver', 'system']

/** Everything that may happen at all: state, event, role, and where it leads. */
const allowed: readonly (readonly [
  PolicyVersionState,
  PolicyVersionEvent,
  PolicyActorRole,
  PolicyVersionState,
])[] = [
  ...(['draft', 'reviewed', 'approved'] as const).flatMap((state) => [
    [state, 'edit', 'policy_editor', 'draft'] as const,
    [state, 'run_cases', 'policy_editor', state] as const,
    [state, 'run_cases', 'policy_approver', state] as const,
    [state, 'compare', 'policy_editor', state] as const,
    [state, 'compare', 'policy_approver', state] as const,
  ]),
  ['draft', 'review', 'policy_editor', 'reviewed'],
  ['draft', 'review', 'policy_approver', 'reviewed'],
  ['reviewed', 'return_to_draft', 'policy_editor', 'draft'],
  ['reviewed', 'return_to_draft', 'policy_approver', 'draft'],
  ['reviewed', 'approve', 'policy_approver', 'approved'],
  ['reviewed', 'sign_difference', 'policy_approver', 'reviewed'],
  ['approved', 'sign_difference', 'policy_approver', 'approved'],
  ['approved', 'return_to_draft', 'policy_editor', 'draft'],
  ['approved', 'return_to_draft', 'policy_approver', 'draft'],
  ['approved', 'schedule', 'policy_approver', 'scheduled'],
  ['approved', 'activate', 'policy_approver', 'active'],
  ['scheduled', 'unschedule', 'policy_approver', 'approved'],
  ['scheduled', 'activate', 'system', 'active'],
  ['scheduled', 'supersede', 'system', 'superseded'],
  ['active', 'supersede', 'system', 'superseded'],
  ['active', 'close', 'policy_approver', 'closed'],
]

describe('a policy version', () => {
  const every = policyVersionStates.flatMap((state) =>
    policyVersionEvents.flatMap((event) => roles.map((role) => [state, event, role] as const)),
  )

  it.each(every)('%s, %s by %s happens only as the table says', (state, event, role) => {
    const outcome = policyTransition({ ...ready, state }, event, { id: 'somebody', role })
    const to = allowed.find(([...row]) => row[0] === state && row[1] === event && row[2] === role)?.[3]
    const guarded = event === 'sign_difference' && to !== undefined
    if (guarded) expect(outcome).toEqual({ allowed: false, because: 'guards', guards: ['approver_themself'] })
    else if (to === undefined) expect(outcome.allowed).toBe(false)
    else expect(outcome).toMatchObject({ allowed: true, transition: { from: state, to, role } })
  })

  it('has no row beyond these, and none twice', () => {
    const rows = policyVersionTransitions.map(({ from, event, role, to }) => [from, event, role, to].join())
    expect([...rows].sort()).toEqual(allowed.map((row) => row.join()).sort())
  })

  it.each(['superseded', 'closed'] as const)('is over once it is %s', (state) => {
    for (const role of roles)
      expect(permittedPolicyEvents({ ...ready, state }, { id: 'x', role })).toEqual([])
  })

  it('tells the wrong state from the wrong role', () => {
    expect(policyTransition(ready, 'close', approver)).toEqual({
      allowed: false,
      because: 'not_in_this_state',
    })
    const editor = { id: 'x', role: 'policy_editor' } as const
    expect(policyTransition(ready, 'schedule', editor)).toEqual({ allowed: false, because: 'not_your_role' })
  })
})

describe('four eyes', () => {
  const guardsOf = (event: PolicyVersionEvent, state: PolicyVersionState, id: string) => {
    const outcome = policyTransition({ ...ready, state }, event, { id, role: 'policy_approver' })
    return 'guards' in outcome ? outcome.guards : outcome.allowed
  }

  it.each([
    ['review', 'draft', 'author', ['not_author']],
    ['review', 'draft', 'reviewer', true],
    ['approve', 'reviewed', 'author', ['not_author']],
    ['approve', 'reviewed', 'reviewer', ['not_reviewer']],
    ['approve', 'reviewed', 'approver', true],
    ['schedule', 'approved', 'author', ['not_author']],
    ['schedule', 'approved', 'reviewer', ['not_reviewer']],
    ['activate', 'approved', 'author', ['not_author']],
    ['activate', 'approved', 'reviewer', ['not_reviewer']],
    ['sign_difference', 'approved', 'author', ['not_author', 'approver_themself']],
    ['sign_difference', 'approved', 'reviewer', ['not_reviewer', 'approver_themself']],
    ['sign_difference', 'approved', 'approver', true],
    ['activate', 'approved', 'somebody', true],
  ] as const)('%s of what is %s by the %s: %j', (event, state, id, expected) => {
    expect(guardsOf(event, state, id)).toEqual(expected)
  })

  it('hold for everybody who wrote any of it', () => {
    const position = { ...ready, state: 'draft', authorIds: ['first', 'second'] } as const
    for (const id of ['first', 'second'])
      expect(policyTransition(position, 'review', { id, role: 'policy_editor' }).allowed).toBe(false)
  })
})

describe('before a version may decide about money', () => {
  it.each([
    [{ cases: 'not_run' }, ['cases_run']],
    [{ cases: 'failed' }, ['cases_pass']],
    [{ everyRuleHasCase: false }, ['every_rule_has_a_case']],
    [{ difference: 'not_computed' }, ['difference_computed']],
    [{ difference: 'outdated' }, ['difference_current']],
    [{ difference: 'unsigned' }, ['difference_signed']],
    [{ difference: 'incomplete' }, ['difference_complete']],
    [{ ownDates: 'after' }, ['own_end_ahead']],
    [
      { cases: 'failed', everyRuleHasCase: false, difference: 'unsigned' },
      ['cases_pass', 'every_rule_has_a_case', 'difference_signed'],
    ],
    [{}, []],
  ] as const)('%j is reported as %j, all of it at once', (change, guards) => {
    const position: PolicyVersionPosition = { ...ready, ...change }
    expect(obstaclesOf(position)).toEqual(guards)
    for (const event of ['schedule', 'activate'] as const) {
      const outcome = policyTransition(position, event, approver)
      expect('guards' in outcome ? outcome.guards : []).toEqual(guards)
    }
  })

  it('its own first day may lie ahead when it is scheduled, not when it is put in force today', () => {
    const position: PolicyVersionPosition = { ...ready, ownDates: 'before' }
    expect(obstaclesOf(position)).toEqual([])
    expect(policyTransition(position, 'schedule', approver).allowed).toBe(true)
    expect(policyTransition(position, 'activate', approver)).toMatchObject({ guards: ['own_start_reached'] })
  })

  it('its day has to come', () => {
    const early = { ...ready, state: 'scheduled', isDue: false } as const
    expect(policyTransition(early, 'activate', { id: '', role: 'system' })).toMatchObject({
      guards: ['date_reached'],
    })
  })

  it('every reason says what to do, and where', () => {
    for (const guard of policyVersionGuards) {
      expect(policyGuardWords[guard].pointer).toMatch(/^\/[a-zA-Z]+/)
      expect(policyGuardWords[guard].detail).toMatch(/\p{Script=Han}/u)
    }
  })
})
