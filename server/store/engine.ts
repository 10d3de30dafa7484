import { Catalogue } from './catalogue/catalogue'
import type { Engine } from './commands/context'
import { CursorRegistry } from './sessions/cursors'
import { SessionRegistry } from './sessions/sessions'
import { Environment } from './storage/environment'
import { TransactionRegistry } from './storage/transactions'

/** Opens the data file and puts the parts of a store together. */
export function openEngine(path: string, address: string): Engine {
  const environment = Environment.open(path)
  const catalogue = new Catalogue(environment)
  const registry = new TransactionRegistry(environment, () => catalogue.load())
  return {
    environment,
    catalogue,
    registry,
    sessions: new SessionRegistry(environment, registry),
    cursors: new CursorRegistry(),
    settings: { transactionLifetimeLimitSeconds: 60, ttlMonitorSleepSecs: 60 },
    address,
  }
}
