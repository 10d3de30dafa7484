import * as v from 'valibot'

/** Access to the national look-up of certificates. */
export interface CertificateSiteAccount {
  /** Of the service's API; a simulator on this machine in a demonstration. */
  baseUrl: string
  apiKey: string
}

/** What the site has on file under a number, as it says it. */
export interface SiteCertificate {
  name: string
  kind: string
  trade: string
  /** 5–1; null where the kind has none. */
  level: number | null
  issuer: string
  issuedOn: string
  /** Null = for good. */
  expiresOn: string | null
  isRevoked: boolean
}

/** `failed`: nothing is known, and asking again later is right. */
export type CertificateAnswer =
  | { outcome: 'found'; certificate: SiteCertificate }
  | { outcome: 'not_found' }
  | { outcome: 'failed'; reason: 'unreachable' | 'too_slow' | 'refused' | 'not_understood' }

/** Looks one certificate up by its number and the identity number of its holder. Never throws. */
export type LookUpCertificate = (asked: {
  number: string
  identityNumber: string
}) => Promise<CertificateAnswer>

export interface CertificateSiteDeps {
  account: CertificateSiteAccount
  log: { warn(fields: Record<string, unknown>, message: string): void }
  fetch?: typeof fetch
  timeoutMs?: number
}

const TIMEOUT_MS = 8_000
const LONGEST_ANSWER = 16_384

const day = v.pipe(v.string(), v.isoDate())
const words = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80))
const answer = v.variant('result', [
  v.object({ result: v.literal('none') }),
  v.object({
    result: v.literal('found'),
    certificate: v.object({
      name: words,
      kind: words,
      trade: words,
      level: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
      issuer: words,
      issuedOn: day,
      expiresOn: v.nullable(day),
      isRevoked: v.boolean(),
    }),
  }),
])

/** A client of the look-up. Neither numbers nor names get into an error or a log line. */
export function createCertificateSiteClient(deps: CertificateSiteDeps): LookUpCertificate {
  return async (asked) => {
    const given = await exchange(deps, JSON.stringify(asked))
    if (given.outcome === 'failed') deps.log.warn({ reason: given.reason }, 'certificate look-up failed')
    return given
  }
}

async function exchange(deps: CertificateSiteDeps, body: string): Promise<CertificateAnswer> {
  const { baseUrl, apiKey } = deps.account
  try {
    const response = await (deps.fetch ?? fetch)(`${baseUrl}/certificate-queries`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body,
    })
    if (response.status !== 200) return { outcome: 'failed', reason: 'refused' }
    return read(await shortText(response))
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
    return { outcome: 'failed', reason: isTimeout ? 'too_slow' : 'unreachable' }
  }
}

/** Reads no further than any answer of ours is long. */
async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true })
    if (text.length > LONGEST_ANSWER) return ''
  }
  return text
}

function read(text: string): CertificateAnswer {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answer), text)
  if (!parsed.success) return { outcome: 'failed', reason: 'not_understood' }
  if (parsed.output.result === 'none') return { outcome: 'not_found' }
  return { outcome: 'found', certificate: parsed.output.certificate }
}
