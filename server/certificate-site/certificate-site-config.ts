import * as v from 'valibot'
import type { CertificateSiteAccount } from './certificate-site.client'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/

/** What the environment says of the look-up of certificates. */
export const certificateSiteVariables = v.object({
  CERTIFICATE_SITE_URL: v.optional(v.pipe(v.string(), v.url('CERTIFICATE_SITE_URL is a URL'))),
  CERTIFICATE_SITE_KEY: v.optional(v.string()),
})
type Variables = v.InferOutput<typeof certificateSiteVariables>

/** Both or none, and identity numbers travel encrypted. */
export function certificateSiteProblems(settings: Variables): string[] {
  const { CERTIFICATE_SITE_URL: url, CERTIFICATE_SITE_KEY: key } = settings
  if (!url && !key) return []
  if (!url) return ['CERTIFICATE_SITE_URL: needed with CERTIFICATE_SITE_KEY']
  if (!key) return ['CERTIFICATE_SITE_KEY: needed with CERTIFICATE_SITE_URL']
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return []
  return ['CERTIFICATE_SITE_URL: identity numbers go there, so it begins with https://']
}

/** Only after `certificateSiteProblems` found none. Null = certificates are not looked up. */
export function certificateSiteSettings(settings: Variables): CertificateSiteAccount | null {
  const { CERTIFICATE_SITE_URL: url, CERTIFICATE_SITE_KEY: apiKey } = settings
  return url && apiKey ? { baseUrl: url.replace(/\/$/, ''), apiKey } : null
}
