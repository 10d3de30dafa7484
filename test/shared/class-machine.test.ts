import {
  classEvents,
  classStateLabels,
  classStates,
  classTransition,
  permittedClassEvents,
  takesEnrolments,
  takesRecords,
  type ClassActor,
  type ClassActorRole,
  type ClassEvent,
  type ClassPosition,
  type ClassState,
} from '#shared/class-machine'

/** Written down by hand from what the issue asks, not from the code: state, event, who, where it leads. */
const STEPS = `
  draft             edit       institution  draft
  returned          edit       institution  returned
  draft             file       institution  filed
  returned          file       institution  filed
  with_partner      take_back  institution  draft
  filed             take_back  institution  draft
  filed             pass       housing      housing_approved
  filed             return     housing      returned
  housing_approved  pass       hr           approved
  housing_approved  return     hr           returned
  approved          open       system       enrolling
  enrolling         start      system       running
  running           finish     system       finished
  finished          examine    institution  examined
  finished          examine    system       examined
  examined          settle     institution  results_in
  examined          settle     system       results_in
  results_in        close      institution  closed
  closed            reopen     hr           results_in
  enrolling         suspend    housing      suspended
  enrolling         suspend    hr           suspended
  running           suspend    housing      suspended
  running           suspend    hr           suspended
  finished          suspend    housing      suspended
  finished          suspend    hr           suspended
  suspended         resume     housing      running
  suspended         resume     hr           running
  draft             cancel     institution  cancelled
  with_partner      cancel     institution  cancelled
  filed             cancel     institution  cancelled
  housing_approved  cancel     institution  cancelled
  returned          cancel     institution  cancelled
  enrolling         cancel     institution  cancelled
  enrolling         cancel     housing      cancelled
  enrolling         cancel     hr           cancelled
  running           cancel     institution  cancelled
  running           cancel     housing      cancelled
  running           cancel     hr           cancelled
  suspended         cancel     institution  cancelled
  suspended         cancel     housing      cancelled
  suspended         cancel     hr           cancelled
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/) as [ClassState, ClassEvent, ClassActorRole, ClassState])

/** Steps of the second body of a joint class, and of an institution that has one. */
const JOINT_STEPS: readonly [ClassState, ClassEvent, ClassState][] = [
  ['draft', 'file', 'with_partner'],
  ['returned', 'file', 'with_partner'],
  ['with_partner', 'agree', 'filed'],
  ['with_partner', 'decline', 'returned'],
]

const ROLES: readonly ClassActorRole[] = ['institution', 'housing', 'hr', 'system']

/** A position in which every guard holds: no partner, over, everybody examined and nobody, suspended while running. */
function position(state: ClassState, more: Partial<ClassPosition> = {}): ClassPosition {
  return {
    state,
    institutionId: 'jianan',
    partnerId: null,
    authorIds: ['writer'],
    firstReviewerId: 'first',
    suspendedFrom: 'running',
    results: { have: 0, of: 0 },
    day: { today: '2021-06-18', startsOn: '2021-06-10', endsOn: '2021-06-14' },
    ...more,
  }
}

/** Somebody in this role, of the class's own institution where the role is one. */
function somebody(role: ClassActorRole, more: Partial<ClassActor> = {}): ClassActor {
  return { id: 'somebody', role, institutionId: role === 'institution' ? 'jianan' : null, ...more }
}

describe('a class moves only along the table', () => {
  const cells = classStates.flatMap((state) =>
    classEvents.flatMap((event) => ROLES.map((role) => ({ state, event, role }))),
  )

  it('knows 952 cells of state, event and role, of which 41 are steps', () => {
    expect(cells).toHaveLength(952)
    expect(STEPS).toHaveLength(41)
    const open = cells.filter(
      ({ state, event, role }) => classTransition(position(state), event, somebody(role)).allowed,
    )
    expect(open).toHaveLength(STEPS.length)
  })

  it.each(classStates)('out of %s, for every event and role', (state) => {
    for (const { event, role } of cells.filter((each) => each.state === state)) {
      const step = STEPS.find(([from, named, who]) => from === state && named === event && who === role)
      const outcome = classTransition(position(state), event, somebody(role))
      const cell = [state, event, role]
      if (step) expect([cell, outcome]).toMatchObject([cell, { allowed: true, transition: { to: step[3] } }])
      else expect([cell, outcome.allowed]).toEqual([cell, false])
    }
  })

  it('lets nobody do anything once it is cancelled, and one bureau reopen what is closed', () => {
    for (const role of ROLES) {
      expect(permittedClassEvents(position('cancelled'), somebody(role))).toEqual([])
      const ofClosed = permittedClassEvents(position('closed'), somebody(role))
      expect(ofClosed).toEqual(role === 'hr' ? ['reopen'] : [])
    }
  })

  it('reaches every state from the draft', () => {
    const reached = new Set<ClassState>(['draft'])
    for (let turn = 0; turn < classStates.length; turn += 1) {
      for (const [from, , , to] of STEPS) if (reached.has(from)) reached.add(to)
      for (const [from, , to] of JOINT_STEPS) if (reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...classStates].sort())
  })
})

describe('a joint class', () => {
  const joint = (state: ClassState) => position(state, { partnerId: 'gangcheng' })
  const partner = somebody('institution', { institutionId: 'gangcheng' })

  it.each(JOINT_STEPS)('in %s moves by %s to %s', (state, event, to) => {
    const actor = event === 'file' ? somebody('institution') : partner
    expect(classTransition(joint(state), event, actor)).toMatchObject({ allowed: true, transition: { to } })
  })

  it('is agreed to by the other body and not by whoever filed it', () => {
    for (const event of ['agree', 'decline'] as const) {
      const outcome = classTransition(joint('with_partner'), event, somebody('institution'))
      expect(outcome).toEqual({ allowed: false, because: 'is_partner' })
    }
  })

  it.each(['edit', 'file', 'take_back', 'cancel'] as const)('is not the partner’s to %s', (event) => {
    for (const state of classStates) expect(classTransition(joint(state), event, partner).allowed).toBe(false)
  })
})

describe('guards', () => {
  it('keep another institution from every step', () => {
    const stranger = somebody('institution', { institutionId: 'another' })
    for (const state of classStates) expect(permittedClassEvents(position(state), stranger)).toEqual([])
  })

  it.each(['pass', 'return'] as const)('ask for two different officers: %s', (event) => {
    const first = somebody('hr', { id: 'first' })
    expect(classTransition(position('housing_approved'), event, first)).toEqual({
      allowed: false,
      because: 'not_first_reviewer',
    })
  })

  it.each([
    ['who wrote it', { id: 'writer' }],
    ['of the institution itself', { institutionId: 'jianan' }],
    ['of the body that holds it jointly', { institutionId: 'gangcheng' }],
  ])('keep an officer %s from deciding anything', (_who, more) => {
    for (const state of classStates)
      for (const role of ['housing', 'hr'] as const) {
        const at = position(state, { partnerId: 'gangcheng' })
        expect([state, role, permittedClassEvents(at, somebody(role, more))]).toEqual([state, role, []])
      }
  })

  it('start a class on its first day and not the day before', () => {
    const on = (today: string) =>
      position('enrolling', { day: { today, startsOn: '2021-06-10', endsOn: '2021-06-14' } })
    expect(classTransition(on('2021-06-09'), 'start', somebody('system')).allowed).toBe(false)
    expect(classTransition(on('2021-06-10'), 'start', somebody('system')).allowed).toBe(true)
  })

  it('finish a class after its last day and not on it', () => {
    const on = (today: string) =>
      position('running', { day: { today, startsOn: '2021-06-10', endsOn: '2021-06-14' } })
    expect(classTransition(on('2021-06-14'), 'finish', somebody('system')).allowed).toBe(false)
    expect(classTransition(on('2021-06-15'), 'finish', somebody('system')).allowed).toBe(true)
  })

  it.each([
    ['finished', 'examine'],
    ['examined', 'settle'],
  ] as const)('let the system move %s on only when the last result is in', (state, event) => {
    const after = (have: number) => position(state, { results: { have, of: 3 } })
    expect(classTransition(after(2), event, somebody('system')).allowed).toBe(false)
    expect(classTransition(after(3), event, somebody('system')).allowed).toBe(true)
    expect(classTransition(after(2), event, somebody('institution')).allowed).toBe(true)
  })

  it('let nobody cancel a class in which somebody has a result', () => {
    for (const state of ['enrolling', 'running', 'suspended'] as const)
      for (const role of ROLES) {
        const at = position(state, { results: { have: 1, of: 3 } })
        expect(classTransition(at, 'cancel', somebody(role)).allowed).toBe(false)
      }
  })

  it.each(['enrolling', 'running', 'finished'] as const)('bring a suspended class back to %s', (state) => {
    const outcome = classTransition(
      position('suspended', { suspendedFrom: state }),
      'resume',
      somebody('housing'),
    )
    expect(outcome).toMatchObject({ allowed: true, transition: { to: state } })
  })
})

it('takes people before and during the lessons, and records until it is closed', () => {
  expect(classStates.filter(takesEnrolments)).toEqual(['enrolling', 'running'])
  expect(classStates.filter(takesRecords)).toEqual(['running', 'finished', 'examined', 'results_in'])
})

it('names every state in plain words, each differently', () => {
  const labels = classStates.map((state) => classStateLabels[state])
  expect(new Set(labels).size).toBe(classStates.length)
  for (const label of labels) expect(label).toMatch(/^\p{Script=Han}+$/u)
})
