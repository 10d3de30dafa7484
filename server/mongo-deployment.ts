import mongoose from 'mongoose'

/** MongoDB 7.0. Older ones get no more corrections, and nothing here was tried on them. */
const OLDEST_WIRE_VERSION = 21

interface Greeting {
  setName?: unknown
  msg?: unknown
  maxWireVersion?: unknown
  logicalSessionTimeoutMinutes?: unknown
}

/**
 * Why the deployment that mongoose is connected to cannot carry this program, a sentence each; empty when it can.
 * A standalone `mongod` takes connections and single writes, and fails at the first transaction: that is to be told at
 * the start and not to the first worker who claims.
 */
export async function deploymentProblems(): Promise<string[]> {
  const greeting = await mongoose.connection.getClient().db('admin').command({ hello: 1 })
  return problemsOf(greeting)
}

/** What the answer to `hello` says against a deployment. */
export function problemsOf({
  setName,
  msg,
  maxWireVersion,
  logicalSessionTimeoutMinutes,
}: Greeting): string[] {
  const problems: string[] = []
  const isReplicaSet = typeof setName === 'string'
  const isRouter = msg === 'isdbgrid'
  if (!isReplicaSet && !isRouter) {
    problems.push(
      'the MongoDB there is a standalone server, which has no transactions; make it a replica set, of one member at ' +
        'least (mongod --replSet rs0, then rs.initiate()), or name a mongos',
    )
  } else if (logicalSessionTimeoutMinutes === undefined || logicalSessionTimeoutMinutes === null) {
    problems.push('the MongoDB there has no sessions, so no transactions')
  }
  if (!(Number(maxWireVersion) >= OLDEST_WIRE_VERSION)) {
    problems.push(
      `the MongoDB there is older than 7.0 (wire version ${String(maxWireVersion)}); use 7.0 or later`,
    )
  }
  return problems
}
