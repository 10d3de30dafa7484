import { startTestServer, type TestServer } from '../support/server'

/** Other ways to write the address of the sign-in, for which no limit would hold. */
const SPELLINGS = ['/API/sessions', '/api/Sessions', '/api/sessions/']

async function signInAt(server: TestServer, place: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json' }
  return (await fetch(new URL(place, server.url), { method: 'POST', headers, body: '{}' })).status
}

/** One more sign-in than an address has in a minute, each naming another address in front. */
async function signInsOf(server: TestServer, address: (attempt: number) => string): Promise<number[]> {
  const statuses: number[] = []
  for (let attempt = 0; attempt <= 60; attempt += 1) {
    const headers = { 'X-Forwarded-For': address(attempt) }
    statuses.push((await server.anonymous.post('/sessions', {}, headers)).status)
  }
  return statuses
}

describe('too many sign-ins from one address', () => {
  it('are refused with 429, whatever address the client names, and there is no second spelling without a limit', async () => {
    const server = await startTestServer()
    const statuses = await signInsOf(server, (attempt) => `203.0.113.${attempt}`)
    expect(statuses.slice(0, 60).every((status) => status === 422)).toBe(true)
    expect(statuses[60]).toBe(429)
    expect(await Promise.all(SPELLINGS.map((place) => signInAt(server, place)))).toEqual([404, 404, 404])
    await server.stop()
  })

  it('are counted by the address that our proxy appended, not by what the client wrote before it', async () => {
    const server = await startTestServer({ BEHIND_PROXY: 'yes' })
    const different = await signInsOf(server, (attempt) => `198.51.100.7, 203.0.113.${attempt}`)
    expect(different.every((status) => status === 422)).toBe(true)
    const same = await signInsOf(server, (attempt) => `198.51.100.${attempt}, 192.0.2.1`)
    expect(same[60]).toBe(429)
    await server.stop()
  })
})
