import mongoose from 'mongoose'
import { performance } from 'node:perf_hooks'
import type { PolicyVersionView } from '#shared/policy-versions'
import { openDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer } from '../support/server'
import { openPolicyDesk, payingInstead, revisionOf, signing } from '../support/version-desk'

/**
 * How long the comparison with existing claims takes, over HTTP, when every claim would change; then how long it takes to
 * schedule that version, which compares again. `node --import tsx test/bench/policy-difference.bench.ts [claims] [claims a worker]`
 */
async function main(): Promise<void> {
  const [count = 20_000, perWorker = 2] = process.argv.slice(2).map(Number)
  const server = await startTestServer()
  try {
    const desk = await openPolicyDesk(server)
    await (await openDesk(server)).newCase()
    await copyClaim(count - 1, perWorker)
    const draft = await desk.draft()
    const version = await desk.edit(draft, payingInstead(draft, 40_000))
    const place = `/policies/${version.id}`
    const compare = async () => {
      const revision = await revisionOf(desk.author, version)
      return ok<PolicyVersionView>(await desk.author.post(`${place}/difference`, { revision }))
    }
    for (const round of [1, 2, 3]) {
      const [seconds, view] = await timed(compare)
      const { compared, changed } = view.desk?.difference ?? {}
      console.log(`comparison ${round}: ${compared} claims, ${changed} changed, ${seconds}`)
    }
    await timed(async () => ok(await desk.author.post(`${place}/cases`, await at(desk.author, version))))
    ok(await desk.event(desk.reviewer, version, { event: 'review' }))
    ok(await desk.event(desk.approver, version, { event: 'approve' }))
    ok(await desk.approver.post(`${place}/difference/signature`, await signing(desk.approver, version)))
    const event = { event: 'schedule', activeFrom: '2021-06-25' }
    const [seconds] = await timed(async () => ok(await desk.event(desk.approver, version, event)))
    console.log(`scheduling, with the comparison made again: ${seconds}`)
    const [first] = await timed(async () => ok(await desk.author.get(`${place}/difference/claims`)))
    console.log(`a page of the changed claims: ${first}`)
  } finally {
    await server.stop()
  }
}

async function at(caller: Parameters<typeof revisionOf>[0], version: PolicyVersionView) {
  return { revision: await revisionOf(caller, version) }
}

async function timed<T>(work: () => Promise<T>): Promise<[string, T]> {
  const begun = performance.now()
  const cpu = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(cpu)
  const seconds = ((performance.now() - begun) / 1000).toFixed(2)
  return [`${seconds} s, ${((user + system) / 1e6).toFixed(2)} s of processor time`, result]
}

/** The one claim again and again. */
async function copyClaim(count: number, perWorker: number): Promise<void> {
  const claims = mongoose.connection.collection('claims')
  const claim = await claims.findOne({})
  if (!claim) throw new Error('No claim to copy')
  let workerId = new mongoose.Types.ObjectId()
  for (let made = 0; made < count; made += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - made) }, (_, index) => {
      const _id = new mongoose.Types.ObjectId()
      if ((made + index) % perWorker === 0) workerId = new mongoose.Types.ObjectId()
      const enrolmentId = new mongoose.Types.ObjectId()
      const key = _id.toHexString()
      return { ...claim, _id, workerId, enrolmentId, claimNo: key, entitlementKey: `training:${key}` }
    })
    await claims.insertMany(batch)
  }
}

void main()
