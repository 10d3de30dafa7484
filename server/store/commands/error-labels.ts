/** Errors after which the same write may succeed: the server goes away, or another one is the primary now. */
const retryableCodes = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])
/** Errors that end a transaction which may succeed when it is run again from its beginning. */
const transientCodes = new Set([24, 112, 246, 251])

/** What matters of a command for the labels of its error. */
export interface Attempt {
  readonly isInTransaction: boolean
  /** Whether it is commitTransaction or abortTransaction. */
  readonly isEndOfTransaction: boolean
  readonly isRetryableWrite: boolean
}

/** The labels that tell a driver what it may do again after an error. */
export function labelsFor(code: number, attempt: Attempt): string[] {
  const { isInTransaction, isEndOfTransaction, isRetryableWrite } = attempt
  const isRetryable = retryableCodes.has(code)
  if (isInTransaction && !isEndOfTransaction) {
    return isRetryable || transientCodes.has(code) ? ['TransientTransactionError'] : []
  }
  if (isEndOfTransaction && code === 251) return ['TransientTransactionError']
  return isRetryable && (isRetryableWrite || isEndOfTransaction) ? ['RetryableWriteError'] : []
}

/** The labels of a write that is done, but not as safely as was asked. */
export function labelsForConcern(code: number, attempt: Attempt): string[] {
  const mayRetry = attempt.isRetryableWrite || attempt.isEndOfTransaction
  return mayRetry && retryableCodes.has(code) ? ['RetryableWriteError'] : []
}
