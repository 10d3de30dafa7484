import { Catalogue } from './catalogue/catalogue'
import type { Engine } from './commands/context'
import { FailPoints } from './commands/fail-points'
import { CursorRegistry } from './sessions/cursors'
import { SessionRegistry } from './sessions/sessions'
import { Environment } from './storage/environment'
import { TransactionRegistry } from './storage/transactions'

export interface EngineOptions {
  readonly dataFile: string
  readonly socket: string
  readonly hasTestCommands: boolean
}

/** Opens the data file and puts the parts of a store together. */
export function openEngine({ dataFile, socket, hasTestCommands }: EngineOptions): Engine {
  const environment = Environment.open(dataFile)
  const catalogue = new Catalogue(environment)
  const registry = new TransactionRegistry(environment, () => catalogue.load())
  return {
    environment,
    catalogue,
    registry,
    sessions: new SessionRegistry(environment, registry),
    cursors: new CursorRegistry(),
    settings: { transactionLifetimeLimitSeconds: 60, ttlMonitorSleepSecs: 60 },
    failPoints: hasTestCommands ? new FailPoints() : undefined,
    address: socket,
  }
}
