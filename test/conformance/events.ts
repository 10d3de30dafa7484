import mongoose from 'mongoose'
import { checkMatch, type LsidOf, Mismatch } from './matching'
import type { ExpectedEvents, Fields } from './unified-test'

/** What a client has told of, under the name that the tests use. */
export interface ObservedEvent {
  readonly name: string
  readonly fields: Fields
}

const driverNames = {
  commandStartedEvent: 'commandStarted',
  commandSucceededEvent: 'commandSucceeded',
  commandFailedEvent: 'commandFailed',
  connectionCheckOutStartedEvent: 'connectionCheckOutStarted',
} as const

/** Commands of the runner and of the driver's own, which no test expects. */
const ignoredCommands = new Set(['configureFailPoint', 'killAllSessions', 'hello', 'ismaster', 'endSessions'])

/** Collects the events that a test wants to see. */
export function observe(client: mongoose.mongo.MongoClient, wanted: readonly string[]): ObservedEvent[] {
  const observed: ObservedEvent[] = []
  for (const name of wanted) {
    if (!(name in driverNames)) throw new Error(`Events of the kind ${name} are not known`)
    client.on(driverNames[name as keyof typeof driverNames], (fields: Fields) => {
      if (!ignoredCommands.has(String(fields['commandName'])))
        observed.push({ name, fields: asSent(name, fields) })
    })
  }
  return observed
}

/** The command as it went out, because the driver goes on to use the objects in it. */
function asSent(name: string, fields: Fields): Fields {
  if (name !== 'commandStartedEvent') return fields
  const { serialize, deserialize } = mongoose.mongo.BSON
  const { command, commandName, databaseName } = fields
  return { command: deserialize(serialize(command, { ignoreUndefined: true })), commandName, databaseName }
}

/** Compares a client's events with those expected, in their order. */
export function checkEvents(
  observed: readonly ObservedEvent[],
  expected: ExpectedEvents,
  lsidOf: LsidOf,
): void {
  const isPool = expected.eventType === 'cmap'
  const relevant = observed.filter(({ name }) => name.startsWith('connection') === isPool)
  if (
    relevant.length < expected.events.length ||
    (relevant.length > expected.events.length && expected.ignoreExtraEvents !== true)
  ) {
    const names = relevant.map(({ name, fields }) => `${name} ${String(fields['commandName'] ?? '')}`)
    throw new Mismatch(`${relevant.length} events instead of ${expected.events.length}: ${names.join(', ')}`)
  }
  for (const [at, wanted] of expected.events.entries()) checkEvent(relevant[at], wanted, lsidOf)
}

function checkEvent(actual: ObservedEvent | undefined, wanted: Fields, lsidOf: LsidOf): void {
  const [name = ''] = Object.keys(wanted)
  if (actual?.name !== name)
    throw new Mismatch(`the event is ${actual?.name ?? 'missing'} instead of ${name}`)
  const { command, reply, ...rest } = wanted[name] as Fields
  const path = `${name} ${String(actual.fields['commandName'] ?? '')}`
  if (command !== undefined) checkMatch(sentCommand(actual.fields, command), command, lsidOf, path)
  if (reply !== undefined) checkMatch(actual.fields['reply'], reply, lsidOf, path)
  checkMatch(actual.fields, rest, lsidOf, path)
}

/** Without the time limit that this driver adds to every commit and abort, unless the test speaks of one. */
function sentCommand({ command }: Fields, expected: Fields): unknown {
  const { writeConcern } = command
  if (writeConcern === undefined || expected['writeConcern']?.wtimeout !== undefined) return command
  return { ...command, writeConcern: { ...writeConcern, wtimeout: undefined } }
}
