import {
  claimEvents,
  claimStateLabels,
  claimStates,
  permittedEvents,
  transition,
  type ClaimActorRole,
  type ClaimEvent,
  type ClaimPosition,
  type ClaimState,
} from '#shared/claim-machine'

/** Written down by hand from the mission, not from the code: state, event, who, where it leads. */
const STEPS = `
  entitled        confirm         worker   submitted
  submitted       run_checks      system   housing_review
  housing_review  pass            housing  hr_review
  housing_review  return          housing  needs_info
  housing_review  refuse          housing  refused
  housing_review  withdraw        worker   withdrawn
  hr_review       pass            hr       approved
  hr_review       return          hr       needs_info
  hr_review       refuse          hr       refused
  hr_review       withdraw        worker   withdrawn
  needs_info      supply          worker   housing_review
  needs_info      withdraw        worker   withdrawn
  approved        release         system   payable
  payable         batch           finance  in_batch
  in_batch        bank_paid       finance  paid
  in_batch        bank_failed     finance  pay_failed
  pay_failed      change_account  worker   payable
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/) as [ClaimState, ClaimEvent, ClaimActorRole, ClaimState])

const ROLES: readonly ClaimActorRole[] = ['worker', 'housing', 'hr', 'finance', 'system']

/** A position in which every guard holds for the actor `somebody`. */
function position(state: ClaimState, more: Partial<ClaimPosition> = {}): ClaimPosition {
  return { state, firstReviewerId: 'first', askedBy: 'housing', publicityDays: null, ...more }
}

describe('a claim moves only along the table', () => {
  const cells = claimStates.flatMap((state) =>
    claimEvents.flatMap((event) => ROLES.map((role) => ({ state, event, role }))),
  )

  it('knows 720 cells of state, event and role, of which 17 are steps', () => {
    expect(cells).toHaveLength(720)
    const open = cells.filter(
      ({ state, event, role }) => transition(position(state), event, { id: 'somebody', role }).allowed,
    )
    expect(open).toHaveLength(STEPS.length)
  })

  it.each(claimStates)('out of %s, for every event and role', (state) => {
    for (const cell of cells.filter((each) => each.state === state)) {
      const { event, role } = cell
      const rows = STEPS.filter(([from, named]) => from === state && named === event)
      const step = rows.find(([, , who]) => who === role)
      const outcome = transition(position(state), event, { id: 'somebody', role })
      if (step) expect([cell, outcome]).toMatchObject([cell, { allowed: true, transition: { to: step[3] } }])
      else {
        const because = rows.length === 0 ? 'not_in_this_state' : 'not_your_role'
        expect([cell, outcome]).toEqual([cell, { allowed: false, because }])
      }
    }
  })

  it.each(['paid', 'refused', 'withdrawn'] as const)('lets nobody do anything once it is %s', (state) => {
    for (const role of ROLES) expect(permittedEvents(position(state), { id: 'somebody', role })).toEqual([])
  })

  it('reaches every state from 可以申领', () => {
    const reached = new Set<ClaimState>(['entitled'])
    for (let round = 0; round < claimStates.length; round += 1)
      for (const [from, , , to] of STEPS) if (reached.has(from)) reached.add(to)
    expect([...reached].sort()).toEqual([...claimStates].sort())
  })
})

describe('guards', () => {
  it.each(['pass', 'return', 'refuse'] as const)(
    'keep whoever passed the first review from the second: %s',
    (event) => {
      const first = { id: 'first', role: 'hr' } as const
      expect(transition(position('hr_review'), event, first)).toEqual({
        allowed: false,
        because: 'not_first_reviewer',
      })
    },
  )

  it.each([
    ['housing', 'housing_review'],
    ['hr', 'hr_review'],
  ] as const)('bring a mended claim back to the bureau that asked: %s', (askedBy, to) => {
    const outcome = transition(position('needs_info', { askedBy }), 'supply', { id: 'w', role: 'worker' })
    expect(outcome).toMatchObject({ allowed: true, transition: { to } })
  })

  it('let nobody mend what no bureau has asked for', () => {
    const outcome = transition(position('needs_info', { askedBy: null }), 'supply', {
      id: 'w',
      role: 'worker',
    })
    expect(outcome).toEqual({ allowed: false, because: 'asked_by_housing' })
  })

  it('hold an approved claim while the policy sets a publicity period', () => {
    const system = { id: 'system', role: 'system' } as const
    expect(transition(position('approved', { publicityDays: 5 }), 'release', system)).toEqual({
      allowed: false,
      because: 'no_publicity_period',
    })
    expect(transition(position('approved', { publicityDays: 0 }), 'release', system).allowed).toBe(false)
  })
})

describe('permitted events, the only source of buttons', () => {
  it.each([
    ['housing_review', 'housing', ['pass', 'return', 'refuse']],
    ['housing_review', 'hr', []],
    ['housing_review', 'worker', ['withdraw']],
    ['hr_review', 'hr', ['pass', 'return', 'refuse']],
    ['hr_review', 'housing', []],
    ['needs_info', 'worker', ['supply', 'withdraw']],
    ['needs_info', 'housing', []],
    ['payable', 'worker', []],
    ['payable', 'finance', ['batch']],
    ['in_batch', 'finance', ['bank_paid', 'bank_failed']],
    ['pay_failed', 'worker', ['change_account']],
    ['pay_failed', 'finance', []],
  ] as const)('in %s are for %s: %j', (state, role, events) => {
    expect(permittedEvents(position(state), { id: 'somebody', role })).toEqual(events)
  })
})

it('names every state in the worker’s words, each differently', () => {
  const labels = claimStates.map((state) => claimStateLabels[state])
  expect(new Set(labels).size).toBe(claimStates.length)
  for (const label of labels) expect(label).toMatch(/^\p{Script=Han}+$/u)
})
