import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** For this machine alone: there is no setting for another address. */
const HOST = '127.0.0.1'
const BODY_LIMIT = 4_096

/** A certificate on the simulated site's file. */
export interface SimulatedCertificate {
  number: string
  identityNumber: string
  name: string
  kind: string
  trade: string
  level: number | null
  issuer: string
  issuedOn: string
  expiresOn: string | null
  isRevoked: boolean
}

/**
 * What an answer can be spoilt with. `slow` comes after so long; `down` cuts the line; `busy` is an answer of 503; `garbage`
 * is no JSON, `half` ends in its middle, `flood` never ends, and `elsewhere` sends the asker to another address.
 */
export type CertificateSiteFault =
  { kind: 'slow'; ms: number } | { kind: 'down' | 'busy' | 'garbage' | 'half' | 'flood' | 'elsewhere' }

export interface CertificateSiteOptions {
  apiKey: string
  records: readonly SimulatedCertificate[]
}

export interface CertificateSiteSimulator {
  baseUrl: string
  /** Puts a certificate on file, in the place of one with the same number. */
  file(record: SimulatedCertificate): void
  /** Spoils the next answer, or the next few. */
  fault(fault: CertificateSiteFault, times?: number): void
  /** How many look-ups have come. */
  asked(): number
  close(): Promise<void>
}

interface Plane {
  apiKey: string
  records: Map<string, SimulatedCertificate>
  faults: CertificateSiteFault[]
  asked: number
}

/** Starts a national look-up of certificates on this machine. */
export async function startCertificateSite(
  options: CertificateSiteOptions,
): Promise<CertificateSiteSimulator> {
  const records = new Map(options.records.map((record) => [keyOf(record.number), record]))
  const plane: Plane = { apiKey: options.apiKey, records, faults: [], asked: 0 }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, plane).catch(() => outgoing.destroy())
  })
  server.keepAliveTimeout = 0
  await listen(server)
  return {
    baseUrl: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    file: (record) => void plane.records.set(keyOf(record.number), record),
    fault: (fault, times = 1) => plane.faults.push(...Array.from({ length: times }, () => fault)),
    asked: () => plane.asked,
    close: () => close(server),
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, plane: Plane): Promise<void> {
  const body = await readBody(incoming)
  plane.asked += 1
  if (!isKey(incoming.headers.authorization ?? '', plane.apiKey)) return end(outgoing, 401, '{}')
  if (incoming.method !== 'POST' || incoming.url !== '/certificate-queries') return end(outgoing, 404, '{}')
  const answer = JSON.stringify(lookUp(JSON.parse(body) as Asked, plane))
  const fault = plane.faults.shift()
  if (!fault) return end(outgoing, 200, answer)
  if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  spoil(outgoing, fault, answer)
}

function spoil(outgoing: ServerResponse, { kind }: CertificateSiteFault, answer: string): void {
  switch (kind) {
    case 'slow':
      return end(outgoing, 200, answer)
    case 'down':
      return void outgoing.destroy()
    case 'busy':
      return end(outgoing, 503, '{}')
    case 'garbage':
      return end(outgoing, 200, '<html>系统维护</html>')
    case 'half':
      return end(outgoing, 200, answer.slice(0, answer.length / 2))
    case 'flood':
      return end(outgoing, 200, ' '.repeat(200_000) + answer)
    case 'elsewhere':
      return void outgoing.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
  }
}

interface Asked {
  number: string
  identityNumber: string
}

/** Who asks with another identity number than that of the holder learns nothing of the certificate. */
function lookUp({ number, identityNumber }: Asked, { records }: Plane): object {
  const record = records.get(keyOf(number))
  if (record?.identityNumber !== identityNumber) return { result: 'none' }
  const { name, kind, trade, level, issuer, issuedOn, expiresOn, isRevoked } = record
  return {
    result: 'found',
    certificate: { name, kind, trade, level, issuer, issuedOn, expiresOn, isRevoked },
  }
}

function keyOf(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase()
}

function isKey(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(`Bearer ${expected}`)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function end(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(text)
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_LIMIT) throw new Error('longer than any call')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, HOST, () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}
