import type { Catalogue, Collection } from '../catalogue/catalogue'
import type { CursorRegistry } from '../sessions/cursors'
import type { RetryRecord } from '../sessions/retry-records'
import type { Session, SessionRegistry } from '../sessions/sessions'
import type { Environment } from '../storage/environment'
import type { Transaction, TransactionRegistry } from '../storage/transactions'
import type { View } from '../storage/view'
import type { Doc } from '../bson/values'
import type { Arguments } from './arguments'
import type { FailPoints } from './fail-points'

/** Settings that setParameter changes while the store runs, under MongoDB's names. */
export interface Settings {
  transactionLifetimeLimitSeconds: number
  ttlMonitorSleepSecs: number
}

/** All the parts of one running store. */
export interface Engine {
  readonly environment: Environment
  readonly catalogue: Catalogue
  readonly registry: TransactionRegistry
  readonly sessions: SessionRegistry
  readonly cursors: CursorRegistry
  readonly settings: Settings
  /** Undefined unless the store was started with test commands. */
  readonly failPoints: FailPoints | undefined
  /** The path of the socket, which is the store's address. */
  readonly address: string
}

/** One command on its way through the store. */
export interface Context {
  readonly engine: Engine
  readonly database: string
  readonly args: Arguments
  readonly session: Session | undefined
  readonly transaction: Transaction | undefined
  /** What an earlier attempt of the same retryable write has already done. */
  readonly retry: RetryRecord | undefined
  readonly deadline: number | undefined
}

export interface Command {
  /** The command's own fields, besides its name and those that all commands take; undefined takes any. */
  readonly fields: string | undefined
  readonly isAllowedInTransaction?: boolean
  run(context: Context): Promise<Doc> | Doc
}

/** What the command reads: the transaction's snapshot or the committed state. */
export function viewOf({ engine, transaction }: Context): View {
  return transaction?.view ?? engine.registry.currentView()
}

/** The collection that the command names in its first field; undefined when there is none yet. */
export function namedCollection(context: Context): Collection | undefined {
  return context.engine.catalogue.find(namespaceOf(context))
}

export function namespaceOf({ database, args }: Context): string {
  return `${database}.${args.string(args.command)}`
}
