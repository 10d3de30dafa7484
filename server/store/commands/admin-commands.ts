import { Long, Timestamp } from 'bson'
import { doc, isNumeric, toNumber } from '../bson/values'
import { maxDocumentBytes } from '../bson/writer'
import { notImplemented, StoreError } from '../errors'
import { forgetRetryRecord } from '../sessions/retry-records'
import type { Command, Settings } from './context'

const serverVersion = [8, 0, 0, 0]

export const pingCommand: Command = { fields: '', run: () => doc({}) }

export const buildInfoCommand: Command = {
  fields: '',
  run: () =>
    doc({
      version: serverVersion.slice(0, 3).join('.'),
      versionArray: serverVersion,
      modules: ['embedded'],
      bits: 64,
      debug: false,
      maxBsonObjectSize: maxDocumentBytes,
    }),
}

/** As much of the server's state as clients ask for to learn its version. */
export const serverStatusCommand: Command = {
  fields: '',
  run: () =>
    doc({
      version: serverVersion.slice(0, 3).join('.'),
      process: 'embedded',
      pid: Long.fromNumber(process.pid),
      uptime: process.uptime(),
      localTime: new Date(),
    }),
}

export const endSessionsCommand: Command = {
  fields: '',
  async run({ engine, args }) {
    const keys = engine.sessions.end(args.array('endSessions'))
    const known = keys.filter(
      (key) => engine.environment.get('records', forgetRetryRecord(key).key) !== undefined,
    )
    if (known.length > 0) await engine.registry.write((writer) => writer.apply(known.map(forgetRetryRecord)))
    return doc({})
  },
}

export const killAllSessionsCommand: Command = {
  fields: '',
  run({ engine }) {
    engine.sessions.abortAll()
    return doc({})
  },
}

export const commitTransactionCommand: Command = {
  fields: 'recoveryToken',
  isAllowedInTransaction: true,
  async run({ session, args }) {
    const number = args.value('txnNumber')
    if (session === undefined || !isNumeric(number)) {
      throw new StoreError('InvalidOptions', 'commitTransaction must be run within a transaction')
    }
    await session.commit(BigInt(number.toString()), new Date())
    return doc({})
  },
}

export const abortTransactionCommand: Command = {
  fields: 'recoveryToken',
  isAllowedInTransaction: true,
  run({ session, args }) {
    const number = args.value('txnNumber')
    if (session === undefined || !isNumeric(number)) {
      throw new StoreError('InvalidOptions', 'abortTransaction must be run within a transaction')
    }
    session.open(BigInt(number.toString()))
    session.abort()
    return doc({})
  },
}

export const setParameterCommand: Command = {
  fields: 'transactionLifetimeLimitSeconds ttlMonitorSleepSecs',
  run({ engine, args }) {
    for (const name of [
      'transactionLifetimeLimitSeconds',
      'ttlMonitorSleepSecs',
    ] satisfies (keyof Settings)[]) {
      const value = args.value(name)
      if (value === undefined) continue
      if (!isNumeric(value) || !(toNumber(value) > 0))
        throw new StoreError('BadValue', `${name} must be a positive number`)
      engine.settings[name] = toNumber(value)
    }
    return doc({})
  },
}

/** What may be asked of the parameters; MongoDB has hundreds more, and a driver's tests ask for all that there are. */
export const getParameterCommand: Command = {
  fields: undefined,
  run({ engine, args }) {
    const { settings, failPoints } = engine
    const parameters = doc({ ...settings, ...(failPoints === undefined ? {} : { enableTestCommands: true }) })
    if (args.value('getParameter') === '*') return parameters
    const wanted = [...parameters].filter(([name]) => args.has(name))
    if (wanted.length === 0) throw new StoreError('InvalidOptions', 'no option found to get')
    return new Map(wanted)
  },
}

export const configureFailPointCommand: Command = {
  fields: 'mode data',
  run({ engine, args }) {
    if (engine.failPoints === undefined) {
      throw new StoreError('CommandNotFound', `no such command: 'configureFailPoint'`)
    }
    const data = args.optionalDocument('data') ?? new Map()
    engine.failPoints.configure(args.string('configureFailPoint'), args.value('mode'), data)
    return doc({})
  },
}

/** A command that MongoDB has and this store refuses. */
export function refused(what: string): Command {
  return {
    fields: undefined,
    run: () => {
      throw notImplemented(what)
    },
  }
}

/** The time that drivers use for causally consistent reads. */
export function operationTime(): Timestamp {
  return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
}
