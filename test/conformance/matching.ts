import { isDeepStrictEqual } from 'node:util'
import mongoose from 'mongoose'

const { EJSON } = mongoose.mongo.BSON

/** Gives the logical session id of a session by its name in the test. */
export type LsidOf = (session: string) => unknown

/** A mismatch, with the path at which it was found. */
export class Mismatch extends Error {}

interface Place {
  readonly path: string
  /** A document at the root, or in a list there, may hold more than is expected. */
  readonly isRoot: boolean
  readonly lsidOf: LsidOf
}

/** Compares a value with what a test expects of it, special operators included; throws a Mismatch. */
export function checkMatch(actual: unknown, expected: unknown, lsidOf: LsidOf, path = 'result'): void {
  match(actual, expected, { path, isRoot: true, lsidOf })
}

function match(actual: unknown, expected: unknown, place: Place): void {
  if (isPlain(expected)) {
    const [operator] = Object.keys(expected)
    if (operator?.startsWith('$$') === true) special(actual, operator, expected[operator], place)
    else matchDocument(actual, expected, place)
  } else if (Array.isArray(expected)) matchArray(actual, expected, place)
  else if (!isSame(actual, expected)) throw mismatch(actual, expected, place)
}

function matchDocument(actual: unknown, expected: Readonly<Record<string, unknown>>, place: Place): void {
  const document = asDocument(actual)
  if (document === undefined) throw mismatch(actual, expected, place)
  for (const [name, value] of Object.entries(expected)) {
    const below = { ...place, isRoot: false, path: `${place.path}.${name}` }
    const isOptional = isPlain(value) && Object.keys(value)[0]?.startsWith('$$') === true
    if (!(name in document) && !isOptional) throw new Mismatch(`${below.path} is missing`)
    match(document[name], value, below)
  }
  if (place.isRoot) return
  const extra = Object.keys(document).find((name) => !(name in expected) && document[name] !== undefined)
  if (extra !== undefined) throw new Mismatch(`${place.path}.${extra} was not expected`)
}

function matchArray(actual: unknown, expected: readonly unknown[], place: Place): void {
  if (!Array.isArray(actual)) throw mismatch(actual, expected, place)
  if (actual.length !== expected.length) {
    throw new Mismatch(`${place.path} has ${actual.length} elements instead of ${expected.length}`)
  }
  for (const [index, value] of expected.entries()) {
    match(actual[index], value, { ...place, path: `${place.path}[${index}]` })
  }
}

function special(actual: unknown, operator: string, operand: unknown, place: Place): void {
  const isMissing = actual === undefined || actual === null
  if (operator === '$$exists') {
    if (isMissing === operand) throw new Mismatch(`${place.path} is ${isMissing ? 'missing' : 'there'}`)
  } else if (operator === '$$unsetOrMatches') {
    if (!isMissing) match(actual, operand, place)
  } else if (operator === '$$type') {
    const wanted = Array.isArray(operand) ? operand : [operand]
    if (!typesOf(actual).some((type) => wanted.includes(type))) throw mismatch(actual, operand, place)
  } else if (operator === '$$sessionLsid') {
    if (!isSame(actual, place.lsidOf(String(operand)))) throw mismatch(actual, operand, place)
  } else throw new Error(`The special operator ${operator} is not known`)
}

function mismatch(actual: unknown, expected: unknown, { path }: Place): Mismatch {
  return new Mismatch(`${path} is ${shown(actual)} instead of ${shown(expected)}`)
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : EJSON.stringify(value).slice(0, 300)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** Documents come as plain objects, as maps where their order matters, and as results of a class. */
function asDocument(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value instanceof Map) return Object.fromEntries(value) as Record<string, unknown>
  if (typeof value !== 'object' || value === null || Array.isArray(value) || '_bsontype' in value)
    return undefined
  return value as Record<string, unknown>
}

/** Numbers are compared by what they say, everything else with its type. */
function isSame(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(comparable(actual), comparable(expected))
}

function comparable(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(EJSON.stringify(value, { relaxed: true })) as unknown)
}

function typesOf(value: unknown): string[] {
  if (typeof value === 'number') return Number.isInteger(value) ? ['int', 'long', 'double'] : ['double']
  if (value instanceof mongoose.mongo.Long) return ['long']
  if (value instanceof mongoose.mongo.ObjectId) return ['objectId']
  if (value instanceof Date) return ['date']
  if (Array.isArray(value)) return ['array']
  if (typeof value === 'boolean') return ['bool']
  return [typeof value]
}
