/** A named bug: what of the code is replaced by what, and which tests have to notice. Never code of the product. */
export interface PlantedFault {
  name: string
  file: string
  /** Stands in the file exactly once. */
  find: string
  replace: string
  /** Pattern of the test files that are asked. */
  tests: string
}

const machine = 'claim-machine.test|server/review'
const money = 'server/money'
const payouts = 'server/payouts'

/** Bugs by which money is lost, paid twice, paid to others, or paid without anybody's word. */
export const moneyFaults: readonly PlantedFault[] = [
  {
    name: 'no unique key on the entitlement',
    file: 'server/claims/claim.model.ts',
    find: '{ entitlementKey: 1 },\n  { unique: true, partialFilterExpression',
    replace: '{ entitlementKey: 1 },\n  { unique: false, partialFilterExpression',
    tests: money,
  },
  {
    name: 'no unique key on the live payment',
    file: 'server/payouts/payout.model.ts',
    find: 'const whileLive = { unique: true,',
    replace: 'const whileLive = { unique: false,',
    tests: money,
  },
  {
    name: 'claims of one worker do not take turns: limits are counted beside each other',
    file: 'server/claims/claim-turn.ts',
    find: '$inc: { turns: 1 }',
    replace: '$setOnInsert: { turns: 1 }',
    tests: 'server/limits',
  },
  {
    name: 'one person passes both reviews',
    file: 'shared/claim-machine.ts',
    find: 'not_first_reviewer: ({ firstReviewerId }, { id }) => id !== firstReviewerId,',
    replace: 'not_first_reviewer: () => true,',
    tests: machine,
  },
  {
    name: 'one bureau does the work of both',
    file: 'shared/claim-machine.ts',
    find: 'const inRole = inState.filter((row) => row.role === actor.role)',
    replace: 'const inRole = inState',
    tests: machine,
  },
  {
    name: 'an officer decides on their own claim',
    file: 'server/claims/claim-transition.ts',
    find: "if (role !== 'worker' && isClaimant)",
    replace: "if (role !== 'worker' && isClaimant && Number.isNaN(0))",
    tests: 'server/review|server/access|server/claim',
  },
  {
    name: 'the sum is looked up when the list is made',
    file: 'server/claims/claim-payment.service.ts',
    find: '  return claim.decidedFen\n',
    replace: '  return claim.amount.fen\n',
    tests: 'server/path',
  },
  {
    name: 'yuan as a floating number in the bank file',
    file: 'server/payouts/bank-file.ts',
    find: "const sum = formatLedger(amountFen).replaceAll(',', '')",
    replace: 'const sum = String(amountFen / 100)',
    tests: payouts,
  },
  {
    name: 'the bank’s sum is read as a floating number',
    file: 'shared/bank-result-table.ts',
    find: "parseYuan(amount.replace(/[￥¥]/, '')) === amountFen",
    replace: 'Math.trunc(parseFloat(amount) * 100) === amountFen',
    tests: 'bank-result-table',
  },
  {
    name: 'a key that is not bound to its person',
    file: 'server/http/mount.ts',
    find: 'hashOf([actor.id, given])',
    replace: 'hashOf([given])',
    tests: money,
  },
  {
    name: 'the answer to a key is kept outside the transaction',
    file: 'server/answer-book.ts',
    find: 'await KeptAnswers.create([record], { session: tx })',
    replace: 'await KeptAnswers.create([record])',
    tests: 'server/transactions',
  },
  {
    name: 'a refused change leaves its entry as if it had been done',
    file: 'server/audit/audit.service.ts',
    find: 'if (occurrence !== null) await AuditEntries.create([entryOf(occurrence, { changes })], { session: tx })',
    replace: 'if (occurrence !== null) await AuditEntries.create([entryOf(occurrence, { changes })])',
    tests: 'server/audit|server/transactions',
  },
  {
    name: 'a step of a claim is not in the log',
    file: 'server/claims/claim-transition.ts',
    find: "  noteChange(tx, { of: 'claims', record: moved })\n",
    replace: '',
    tests: 'server/audit',
  },
  {
    name: 'a message is taken by two senders',
    file: 'server/notifications/outbox.ts',
    find: "{ _id, fence, leaseOwner: sender.owner, state: 'leased' },",
    replace: '{ _id },',
    tests: 'server/messages',
  },
  {
    name: 'the day is counted in UTC',
    file: 'server/programme-clock.ts',
    find: 'const SHANGHAI_OFFSET_MS = 8 * 3_600_000',
    replace: 'const SHANGHAI_OFFSET_MS = 0 * 3_600_000',
    tests: 'programme-clock|server/policy-days|server/claim',
  },
  {
    name: 'whoever made a list approves it',
    file: 'shared/payout-machine.ts',
    find: 'not_a_maker: ({ makerIds }, { id }) => !makerIds.includes(id),',
    replace: 'not_a_maker: () => true,',
    tests: 'payout-machine|server/payouts',
  },
  {
    name: 'a list is not looked at again before it is approved and paid',
    file: 'server/payouts/payment-list.ts',
    find: 'if (isSound && listHash(payments) === frozenHash) return',
    replace: 'if (isSound || listHash(payments) === frozenHash) return',
    tests: payouts,
  },
  {
    name: 'the sum that was on the screen is not compared',
    file: 'server/payouts/batch.service.ts',
    find: 'if (addedFen !== body.expectedTotalFen)',
    replace: 'if (addedFen < body.expectedTotalFen - 100_000)',
    tests: money,
  },
  {
    name: 'the bank’s file is taken in twice',
    file: 'server/payouts/bank-result.service.ts',
    find: 'if (body.fileHash !== undefined && current.resultFiles.includes(body.fileHash)) return current',
    replace: '',
    tests: payouts,
  },
  {
    name: 'an account that nobody has looked at is paid to',
    file: 'server/claims/claim-transition.ts',
    find: 'isAccountLookedAt: change.looked !== null',
    replace: 'isAccountLookedAt: true',
    tests: payouts,
  },
  {
    name: 'a changed account is paid to at once',
    file: 'server/claims/claim-transition.ts',
    find: 'isAccountCooledOff: change.payFrom <= today',
    replace: 'isAccountCooledOff: true',
    tests: payouts,
  },
  {
    name: 'two accounts of one person are paid as one',
    file: 'server/payouts/payable.service.ts',
    find: 'cards.size > 1 ? [person] : []',
    replace: 'cards.size > 9 ? [person] : []',
    tests: payouts,
  },
  {
    name: 'a line is overspent',
    file: 'server/budgets/budget.service.ts',
    find: 'if (availableFen(sums) < 0)',
    replace: 'if (availableFen(sums) < -1_000_000)',
    tests: 'server/budgets',
  },
  {
    name: 'a batch is closed without the bank’s statement',
    file: 'server/payouts/batch.service.ts',
    find: "if (batch.state === 'reconciled' && statementFen !== batch.paidFen)",
    replace: "if (batch.state === 'reconciled' && statementFen === -1)",
    tests: payouts,
  },
]
