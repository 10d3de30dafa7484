import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { CrewImportView, CrewView, ReadImportView } from '#shared/crews'
import { isResidentId } from '#shared/identity'
import { ok } from '../support/path-steps'
import { inGbk, workbook } from '../support/roster-files'
import { startTestServer, type Caller } from '../support/server'

const PEOPLE = 5_000
const TRADES = ['钢筋工', '开塔吊的', '贴瓷砖', '水电工', '架子工']

/**
 * 5,000 people out of an XLSX and out of a CSV in GBK, over HTTP, until all are in the crew: seconds, the process's peak
 * memory, and the longest time for which the main loop stood still. The client and the simulator run in the same process
 * and loop, so that the stall is an upper bound. `npm run bench:roster-import`
 */
async function main(): Promise<void> {
  const rows = [['序号', '姓名', '身份证号', '手机号', '工种'], ...Array.from({ length: PEOPLE }, person)]
  const files = [
    ['XLSX', workbook(rows)],
    ['CSV in GBK', inGbk(rows.map((cells) => cells.join(',')).join('\r\n'))],
  ] as const
  const server = await startTestServer()
  try {
    const foreman = await server.as('worker-ready')
    for (const [name, bytes] of files) await measure(foreman, name, bytes)
  } finally {
    await server.stop()
  }
}

async function measure(foreman: Caller, name: string, bytes: Uint8Array): Promise<void> {
  const body = { name, siteName: '东海三期', employerName: '演示建设公司' }
  const crew = ok<CrewView>(await foreman.post('/crews', body))
  const content = { contentBase64: Buffer.from(bytes).toString('base64') }
  const [read, reading] = await watched(async () =>
    ok<ReadImportView>(await foreman.post(`/crews/${crew.id}/imports`, content)),
  )
  const [done, taking] = await watched(async () => {
    let view: CrewImportView = read
    while (view.done < view.total)
      view = ok<CrewImportView>(await foreman.post(`/crews/${crew.id}/imports/${read.id}/steps`))
    return view
  })
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(`${name}, ${Math.round(bytes.length / 1024)} KB, ${done.total} people, ${read.faulty} faulty`)
  console.log(`  read ${reading} · taken over ${taking} · peak memory of the process ${peak} MB`)
}

/** What came of it, and how long it and the longest stall took. */
async function watched<T>(work: () => Promise<T>): Promise<[T, string]> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const before = performance.now()
  const value = await work()
  const seconds = (performance.now() - before) / 1000
  delay.disable()
  return [value, `${seconds.toFixed(1)} s, longest stall ${Math.round(delay.max / 1e6)} ms`]
}

function person(_none: unknown, index: number): string[] {
  const day = `19${70 + (index % 30)}${String(1 + (index % 12)).padStart(2, '0')}${10 + (index % 18)}`
  const seventeen = `999999${day}${String(Math.floor(index / 30) % 1000).padStart(3, '0')}`
  const id = [...'0123456789X'].map((check) => seventeen + check).find(isResidentId) ?? ''
  const name = `${'赵钱孙李周吴郑王'[index % 8] ?? ''}${'军明华强伟'[index % 5] ?? ''}`
  return [String(index + 1), name, id, `139${String(10_000_000 + index)}`, TRADES[index % 5] ?? '']
}

void main()
