/**
 * How carefully money goes out. The notice asks for supervision of the fund (（十六）) and leaves the means to the bureaux:
 * these figures are ours, to be confirmed by whoever runs the programme.
 */
export const payoutRules = {
  /** Approvals that a list needs, by its sum in fen: the last line whose sum is reached counts. */
  approvals: [
    { fromFen: 0, people: 1 },
    { fromFen: 5_000_000, people: 2 },
  ],
  /** Calendar days for which nothing is paid to an account that was changed after the claim had been decided. */
  coolOffDays: 2,
  /** Most claims on one list. */
  mostClaims: 500,
} as const

/** How many people other than its makers have to approve a list of this sum. Integer fen. */
export function approvalsNeeded(totalFen: number): number {
  return payoutRules.approvals.reduce<number>(
    (people, line) => (totalFen >= line.fromFen ? line.people : people),
    1,
  )
}
