import type mongoose from 'mongoose'
import type { Requirement } from './unified-test'

/** What the tests' requirements are compared with. */
export interface ServerFacts {
  readonly version: string
  readonly topology: 'single' | 'replicaset' | 'sharded'
}

export async function factsOf(client: mongoose.mongo.MongoClient): Promise<ServerFacts> {
  const admin = client.db('admin')
  const [build, hello] = [await admin.command({ buildInfo: 1 }), await admin.command({ hello: 1 })]
  const topology = hello['msg'] === 'isdbgrid' ? 'sharded' : 'setName' in hello ? 'replicaset' : 'single'
  return { version: String(build['version']), topology }
}

/** Whether a server satisfies one of the requirements; no requirement is satisfied by every server. */
export function isRunnable(requirements: readonly Requirement[] | undefined, facts: ServerFacts): boolean {
  return requirements === undefined || requirements.some((one) => satisfies(one, facts))
}

function satisfies(requirement: Requirement, { version, topology }: ServerFacts): boolean {
  const { minServerVersion, maxServerVersion, topologies, auth, serverless } = requirement
  if (minServerVersion !== undefined && compareVersions(version, minServerVersion) < 0) return false
  if (maxServerVersion !== undefined && compareVersions(version, maxServerVersion) > 0) return false
  if (topologies !== undefined && !topologies.includes(topology)) return false
  return auth !== true && serverless !== 'require'
}

/** Compares as many parts as the bound names: 4.2.7 is within a maximum of 4.2. */
function compareVersions(version: string, bound: string): number {
  const parts = version.split('.').map(Number)
  for (const [at, wanted] of bound.split('.').map(Number).entries()) {
    const difference = (parts[at] ?? 0) - wanted
    if (difference !== 0) return difference
  }
  return 0
}
