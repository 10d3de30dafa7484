import { setTimeout as sleep } from 'node:timers/promises'
import { Long, ObjectId } from 'bson'
import { type Doc, doc } from '../bson/values'
import { maxDocumentBytes } from '../bson/writer'
import { StoreError } from '../errors'
import type { Arguments } from './arguments'
import type { Command, Engine } from './context'

/** MongoDB 8.0's wire version: the first with `bulkWrite` and with `sort` in an update. */
export const maxWireVersion = 25
/** Bytes of the largest message taken, as in MongoDB. */
export const maxMessageBytes = 48_000_000
const sessionTimeoutMinutes = 30
/** Tells this owner of the data from the one before; the one member of the set never changes its role. */
const processId = new ObjectId()
const topologyVersion = doc({ processId, counter: Long.ZERO })

/** The answer to a driver's greeting: the primary of a replica set with this one member. */
export function greeting(engine: Engine): Doc {
  return doc({
    helloOk: true,
    topologyVersion,
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    setName: 'embedded',
    setVersion: 1,
    hosts: [engine.address],
    primary: engine.address,
    me: engine.address,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: sessionTimeoutMinutes,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
    ok: 1,
  })
}

/**
 * Greets; whoever knows this topology already is answered when the time is over that they would wait for a change. A
 * driver keeps such a greeting open, so that it learns of the end of this process from its connection's end.
 */
export const helloCommand: Command = {
  fields:
    'helloOk client compression topologyVersion maxAwaitTimeMS loadBalanced saslSupportedMechs ' +
    'speculativeAuthenticate backpressure',
  async run({ engine, args }) {
    const limit = awaitableMs(args)
    if (limit > 0) await sleep(limit, undefined, { ref: false })
    return greeting(engine)
  },
}

/** How long the sender of a greeting waits for a change; throws MongoDB's errors. */
function awaitableMs(args: Arguments): number {
  const known = args.optionalDocument('topologyVersion')
  const limit = args.integer('maxAwaitTimeMS')
  if (known === undefined && limit === undefined) return 0
  if (known === undefined)
    throw new StoreError('Location31368', "A request with 'maxAwaitTimeMS' must include a 'topologyVersion'")
  if (limit === undefined)
    throw new StoreError('Location31368', "A request with a 'topologyVersion' must include 'maxAwaitTimeMS'")
  if (limit < 0) throw new StoreError('Location31373', 'maxAwaitTimeMS must be a non-negative integer')
  return isPresent(known) ? limit : 0
}

function isPresent(known: Doc): boolean {
  const given = known.get('processId')
  return given instanceof ObjectId && given.equals(processId)
}
