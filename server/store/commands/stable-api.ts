import { StoreError } from '../errors'
import type { Arguments } from './arguments'

/** The commands of the first version of MongoDB's Stable API, as far as they are answered here. */
const versionOne = new Set(
  (
    'abortTransaction aggregate bulkWrite commitTransaction count create createIndexes delete drop dropDatabase ' +
    'dropIndexes endSessions explain find findAndModify getMore hello insert killCursors listCollections ' +
    'listDatabases listIndexes ping update'
  ).split(' '),
)

/** Holds a client to the version of the API that it declares; throws MongoDB's errors. */
export function checkApiVersion(args: Arguments): void {
  const isStrict = args.flag('apiStrict')
  if (!args.has('apiVersion')) {
    if (!args.has('apiStrict') && !args.has('apiDeprecationErrors')) return
    const message = 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion'
    throw new StoreError('Location4886600', message)
  }
  if (args.string('apiVersion') !== '1') throw new StoreError('APIVersionError', 'API version must be "1"')
  if (!isStrict || versionOne.has(args.command)) return
  const message = `Provided apiStrict:true, but the command ${args.command} is not in API Version 1`
  throw new StoreError('APIStrictError', message)
}
