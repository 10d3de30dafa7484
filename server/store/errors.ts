/** MongoDB's own error codes, by the names its error catalogue gives them. */
const codes = {
  InternalError: 1,
  BadValue: 2,
  HostUnreachable: 6,
  HostNotFound: 7,
  FailedToParse: 9,
  TypeMismatch: 14,
  InvalidLength: 16,
  ProtocolError: 17,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  WriteConflict: 112,
  ConflictingOperationInProgress: 117,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  PrimarySteppedDown: 189,
  InvalidIndexSpecificationOption: 197,
  TransactionTooOld: 225,
  NotImplemented: 238,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  TransactionTooLarge: 257,
  ExceededTimeLimit: 262,
  OperationNotSupportedInTransaction: 263,
  APIVersionError: 322,
  APIStrictError: 323,
  SocketException: 9001,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  OutOfDiskSpace: 14031,
  KeyTooLong: 17280,
} as const

export type ErrorName = keyof typeof codes | `Location${number}`

interface ErrorDetails {
  readonly labels?: readonly string[]
  /** Further fields of the error document, for example keyPattern and keyValue of a duplicate key. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** An error as MongoDB reports it: a code, the code's name and a sentence. */
export class StoreError extends Error {
  readonly code: number
  readonly codeName: string
  readonly labels: readonly string[]
  readonly fields: Readonly<Record<string, unknown>>

  constructor(name: ErrorName, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'StoreError'
    this.codeName = name
    this.code = name in codes ? codes[name as keyof typeof codes] : Number(name.slice('Location'.length))
    this.labels = details.labels ?? []
    this.fields = details.fields ?? {}
  }
}

/** The name of a code, as far as this store knows it. */
export function nameOfCode(code: number): string {
  return Object.entries(codes).find(([, known]) => known === code)?.[0] ?? `Location${code}`
}

/** The refusal of something MongoDB can do and this store cannot. */
export function notImplemented(what: string): StoreError {
  return new StoreError('NotImplemented', `The embedded store does not support ${what}`)
}

/** A conflict with another transaction: the driver runs the whole transaction again. */
export function writeConflict(message: string): StoreError {
  return new StoreError('WriteConflict', message, { labels: ['TransientTransactionError'] })
}

/** Whether an error is one of Node's own with a code such as ENOENT; it may come from another realm. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code))
}

/** Whether a read went past the end of a buffer. */
export function isOutOfRange(error: unknown): boolean {
  return hasCode(error, 'ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS')
}
