import {
  claimEvents,
  claimStateLabels,
  claimStates,
  claimTransitions,
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
  held            withdraw        worker   withdrawn
  housing_review  hold            housing  held
  hr_review       hold            hr       held
  payable         hold            hr       held
  refused         appeal          worker   appealed
  approved        release         system   payable
  in_publicity    object          system   objected
  objected        object          system   objected
  objected        dismiss_objection  hr    in_publicity
  objected        reopen          hr       hr_review
  objected        refuse          hr       refused
  in_publicity    end_publicity   system   payable
  payable         batch           finance  in_batch
  in_batch        unbatch         finance  payable
  in_batch        bank_paid       finance  paid
  in_batch        bank_failed     finance  pay_failed
  pay_failed      change_account  worker   payable
  payable         change_account  worker   payable
  held            resume          housing  housing_review
  appealed        keep_refusal    housing  refused
  appealed        reopen          housing  housing_review
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/) as [ClaimState, ClaimEvent, ClaimActorRole, ClaimState])

/** Steps that need another past than the position below: what it must be, then as above. */
const OTHERWISE: [Partial<ClaimPosition>, ClaimState, ClaimEvent, ClaimActorRole, ClaimState][] = [
  [{ askedBy: 'hr' }, 'needs_info', 'supply', 'worker', 'hr_review'],
  [{ heldFrom: 'hr_review' }, 'held', 'resume', 'hr', 'hr_review'],
  [{ heldFrom: 'payable' }, 'held', 'resume', 'hr', 'payable'],
  [{ refusedBy: 'hr' }, 'appealed', 'keep_refusal', 'hr', 'refused'],
  [{ refusedBy: 'hr' }, 'appealed', 'reopen', 'hr', 'hr_review'],
  [{ isAccountLookedAt: false }, 'payable', 'confirm_account', 'finance', 'payable'],
  [{ publicityDays: 5 }, 'approved', 'publish', 'system', 'in_publicity'],
]

const ROLES: readonly ClaimActorRole[] = ['worker', 'housing', 'hr', 'finance', 'system']

/** A position in which, as far as they can hold together, all guards hold for the actor `somebody`. */
function position(state: ClaimState, more: Partial<ClaimPosition> = {}): ClaimPosition {
  return {
    state,
    firstReviewerId: 'first',
    reviewerIds: ['first', 'second'],
    askedBy: 'housing',
    publicityDays: null,
    isPublicityOver: true,
    heldFrom: 'housing_review',
    refusedBy: 'housing',
    isAppealOpen: true,
    isAccountCooledOff: true,
    isAccountLookedAt: true,
    ...more,
  }
}

describe('a claim moves only along the table', () => {
  const cells = claimStates.flatMap((state) =>
    claimEvents.flatMap((event) => ROLES.map((role) => ({ state, event, role }))),
  )

  it('knows 1,840 cells of state, event and role, of which 35 are steps from there', () => {
    expect(cells).toHaveLength(1840)
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
        expect([cell, outcome.allowed]).toEqual([cell, false])
        const isOtherwise = OTHERWISE.some(
          ([, from, named, who]) => from === state && named === event && who === role,
        )
        if (isOtherwise) continue
        const isAnybodys =
          rows.length > 0 || OTHERWISE.some(([, from, named]) => from === state && named === event)
        const because = isAnybodys ? 'not_your_role' : 'not_in_this_state'
        expect([cell, outcome]).toEqual([cell, { allowed: false, because }])
      }
    }
  })

  it.each(OTHERWISE)('and, when %j, out of %s by %s of %s to %s', (...row) => {
    const [more, from, event, role, to] = row
    const outcome = transition(position(from, more), event, { id: 'somebody', role })
    expect(outcome).toMatchObject({ allowed: true, transition: { to } })
  })

  it('has no row that nobody wrote down', () => {
    expect(claimTransitions).toHaveLength(STEPS.length + OTHERWISE.length)
  })

  it.each(['paid', 'withdrawn'] as const)('lets nobody do anything once it is %s', (state) => {
    for (const role of ROLES) expect(permittedEvents(position(state), { id: 'somebody', role })).toEqual([])
  })

  it('reaches every state from 可以申领', () => {
    const reached = new Set<ClaimState>(['entitled'])
    for (let round = 0; round < claimStates.length; round += 1)
      for (const { from, to } of claimTransitions) if (reached.has(from)) reached.add(to)
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

describe('objections, appeals and holds', () => {
  const hr = { id: 'somebody', role: 'hr' } as const

  it.each(['dismiss_objection', 'reopen', 'refuse'] as const)(
    'are for somebody who has decided nothing about the claim: %s',
    (event) => {
      for (const id of ['first', 'second'])
        expect(transition(position('objected'), event, { ...hr, id })).toEqual({
          allowed: false,
          because: 'not_a_reviewer',
        })
    },
  )

  it('are answered by the bureau that refused, and not by who refused', () => {
    const refusedByHr = position('appealed', { refusedBy: 'hr' })
    expect(transition(refusedByHr, 'reopen', { ...hr, id: 'second' })).toMatchObject({
      because: 'not_a_reviewer',
    })
    expect(transition(position('appealed'), 'reopen', hr)).toMatchObject({ because: 'refused_by_hr' })
  })

  it('let a refusal be appealed while that is open, and no longer', () => {
    const worker = { id: 'w', role: 'worker' } as const
    expect(permittedEvents(position('refused'), worker)).toEqual(['appeal'])
    expect(permittedEvents(position('refused', { isAppealOpen: false }), worker)).toEqual([])
  })

  it('pay nothing before the publicity is over, nor while an objection is open', () => {
    const system = { id: 'system', role: 'system' } as const
    const early = transition(position('in_publicity', { isPublicityOver: false }), 'end_publicity', system)
    expect(early).toEqual({ allowed: false, because: 'publicity_over' })
    expect(transition(position('objected'), 'end_publicity', system).allowed).toBe(false)
  })

  it('let nobody take back what is approved and held', () => {
    const worker = { id: 'w', role: 'worker' } as const
    expect(permittedEvents(position('held', { heldFrom: 'payable' }), worker)).toEqual([])
    expect(permittedEvents(position('held'), worker)).toEqual(['withdraw'])
  })
})

describe('an account that was changed after the decision', () => {
  const finance = { id: 'somebody', role: 'finance' } as const

  it('is not paid to before its days are over, nor before finance has looked at it', () => {
    expect(transition(position('payable', { isAccountCooledOff: false }), 'batch', finance)).toEqual({
      allowed: false,
      because: 'account_cooled_off',
    })
    expect(transition(position('payable', { isAccountLookedAt: false }), 'batch', finance)).toEqual({
      allowed: false,
      because: 'account_looked_at',
    })
  })

  it('is looked at once', () => {
    expect(transition(position('payable'), 'confirm_account', finance)).toEqual({
      allowed: false,
      because: 'account_not_looked_at',
    })
  })
})

describe('permitted events, the only source of buttons', () => {
  it.each([
    ['housing_review', 'housing', ['pass', 'return', 'refuse', 'hold']],
    ['housing_review', 'hr', []],
    ['housing_review', 'worker', ['withdraw']],
    ['hr_review', 'hr', ['pass', 'return', 'refuse', 'hold']],
    ['hr_review', 'housing', []],
    ['needs_info', 'worker', ['supply', 'withdraw']],
    ['needs_info', 'housing', []],
    ['payable', 'worker', ['change_account']],
    ['payable', 'finance', ['batch']],
    ['objected', 'hr', ['refuse', 'reopen', 'dismiss_objection']],
    ['in_publicity', 'hr', []],
    ['in_batch', 'finance', ['unbatch', 'bank_paid', 'bank_failed']],
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
