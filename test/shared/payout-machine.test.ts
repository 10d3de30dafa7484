import {
  batchEvents,
  batchStateLabels,
  batchStates,
  batchTransition,
  batchTransitions,
  permittedBatchEvents,
  type BatchEvent,
  type BatchPosition,
  type BatchState,
} from '#shared/payout-machine'
import { approvalsNeeded } from '#shared/payout-rules'

/** Written down by hand from the mission, not from the code: state, event, where it leads. */
const STEPS = `
  open              fill            open
  open              take_out        open
  open              freeze          frozen
  open              void            void
  frozen            approve         approved
  frozen            void            void
  approved          export          exported
  approved          void            void
  exported          record_results  reconciled
  partly_confirmed  record_results  reconciled
  reconciled        close           closed
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/) as [BatchState, BatchEvent, BatchState])

/** Steps that need another position than the one below. */
const OTHERWISE: [Partial<BatchPosition>, BatchState, BatchEvent, BatchState][] = [
  [{ approvalsNeeded: 2 }, 'frozen', 'approve', 'frozen'],
  [{ pendingAfter: 1 }, 'exported', 'record_results', 'partly_confirmed'],
  [{ pendingAfter: 1 }, 'partly_confirmed', 'record_results', 'partly_confirmed'],
]

const somebody = { id: 'somebody', role: 'finance' } as const

function position(state: BatchState, more: Partial<BatchPosition> = {}): BatchPosition {
  return {
    ...{ state, count: 3, makerIds: ['maker', 'helper'], approverIds: [] },
    ...{ approvalsNeeded: 1, pendingAfter: 0, ...more },
  }
}

describe('a batch moves only along the table', () => {
  it.each(batchStates)('out of %s, for every event', (state) => {
    for (const event of batchEvents) {
      const outcome = batchTransition(position(state), event, somebody)
      const step = STEPS.find(([from, named]) => from === state && named === event)
      if (step)
        expect([event, outcome]).toMatchObject([event, { allowed: true, transition: { to: step[2] } }])
      else expect([event, outcome.allowed]).toEqual([event, false])
    }
  })

  it.each(OTHERWISE)('and, when %j, out of %s by %s to %s', (...row) => {
    const [more, from, event, to] = row
    const outcome = batchTransition(position(from, more), event, somebody)
    expect(outcome).toMatchObject({ allowed: true, transition: { to } })
  })

  it('has no row that nobody wrote down, and reaches every state', () => {
    expect(batchTransitions).toHaveLength(STEPS.length + OTHERWISE.length)
    const reached = new Set<BatchState>(['open'])
    for (let round = 0; round < batchStates.length; round += 1)
      for (const { from, to } of batchTransitions) if (reached.has(from)) reached.add(to)
    expect([...reached].sort()).toEqual([...batchStates].sort())
  })

  it('is given up before the bank has it, and never afterwards', () => {
    const states = batchTransitions.filter(({ event }) => event === 'void').map(({ from }) => from)
    expect(states).toEqual(['open', 'frozen', 'approved'])
  })
})

describe('a list is approved', () => {
  it.each(['maker', 'helper'])('by nobody who had a hand in it: %s', (id) => {
    const outcome = batchTransition(position('frozen'), 'approve', { ...somebody, id })
    expect(outcome).toEqual({ allowed: false, because: 'not_a_maker' })
  })

  it('by as many different people as its sum asks for', () => {
    const twoNeeded = position('frozen', { approvalsNeeded: 2, approverIds: ['somebody'] })
    expect(batchTransition(twoNeeded, 'approve', somebody)).toEqual({
      allowed: false,
      because: 'not_approved_by_them',
    })
    const other = batchTransition(twoNeeded, 'approve', { ...somebody, id: 'other' })
    expect(other).toMatchObject({ allowed: true, transition: { to: 'approved' } })
  })

  it('never while it is unknown how many are needed', () => {
    const outcome = batchTransition(position('frozen', { approvalsNeeded: null }), 'approve', somebody)
    expect(outcome).toMatchObject({ transition: { to: 'frozen' } })
  })

  it.each([
    [0, 1],
    [4_999_999, 1],
    [5_000_000, 2],
    [500_000_000, 2],
  ])('of %d fen by %d', (fen, people) => {
    expect(approvalsNeeded(fen)).toBe(people)
  })
})

it('is not frozen while it is empty', () => {
  expect(permittedBatchEvents(position('open', { count: 0 }), somebody)).toEqual(['fill', 'take_out', 'void'])
})

it('names every state in the words of finance, each differently', () => {
  const labels = batchStates.map((state) => batchStateLabels[state])
  expect(new Set(labels).size).toBe(batchStates.length)
})
