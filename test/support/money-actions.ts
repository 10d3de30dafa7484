import fc from 'fast-check'

/** Everybody who may lay hands on a claim or on money, lawfully or not. */
export const hands = [
  'owner',
  'other_worker',
  'housing',
  'housing_second',
  'hr',
  'hr_second',
  'finance',
  'finance_second',
  'institution',
] as const
export type Hand = (typeof hands)[number]

export const claimVerbs = [
  'pass',
  'pass',
  'pass',
  'return',
  'supply',
  'refuse',
  'withdraw',
  'hold',
  'resume',
  'appeal',
  'keep_refusal',
  'reopen',
  'change_account',
] as const
const batchVerbs = ['open', 'fill', 'take_out', 'freeze', 'approve', 'export', 'close', 'void'] as const

/** One thing that somebody tries; nothing says that they may. */
export type Action =
  | { kind: 'claim'; hand: Hand; verb: (typeof claimVerbs)[number]; claim: number; isStale: boolean }
  | { kind: 'card'; claim: number; card: number }
  | { kind: 'look'; hand: Hand; claim: number }
  | { kind: 'batch'; hand: Hand; verb: (typeof batchVerbs)[number]; mask: number; isStale: boolean }
  | { kind: 'results'; hand: Hand; paid: number; settled: number; isStale: boolean }
  | { kind: 'forward'; claim: number; isSecond: boolean; mask: number }
  | { kind: 'repeat' }
  | { kind: 'days'; days: number }

const hand = fc.constantFrom(...hands)
const claim = fc.nat(4)
const isStale = fc.constantFrom(false, false, false, false, true)
const finance = fc.constantFrom<Hand>('finance', 'finance_second', 'finance', 'finance_second', 'hr')

/** What people try, mostly the right thing by the right person, so that money moves at all. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      hand,
      verb: fc.constantFrom(...claimVerbs),
      claim,
      isStale,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      hand: fc.constantFrom<Hand>('housing', 'housing_second', 'hr', 'hr_second'),
      verb: fc.constant('pass' as const),
      claim,
      isStale,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('card' as const), claim, card: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const), hand: finance, claim }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('batch' as const),
      hand: finance,
      verb: fc.constantFrom(
        ...batchVerbs,
        'open',
        'freeze',
        'approve',
        'export',
        'freeze',
        'approve',
        'export',
      ),
      mask: fc.nat(31),
      isStale,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('results' as const),
      hand: finance,
      paid: fc.nat(31),
      settled: fc.nat(31),
      isStale,
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant('forward' as const),
      claim,
      isSecond: fc.boolean(),
      mask: fc.nat(31),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(1, 2, 3) }) },
)
