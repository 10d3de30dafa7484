import { createHash } from 'node:crypto'

/** Environment variables by which a test run tells its processes which store it is on. */
export const STORE_URI = 'STORE_UNDER_TEST_URI'
export const STORE_PREFIX = 'STORE_UNDER_TEST_PREFIX'

/** Settings with which a server on this data folder uses the store under test; none for the embedded one. */
export function storeSettings(dataDir: string): { MONGODB_URI?: string } {
  const [uri, prefix] = [process.env[STORE_URI], process.env[STORE_PREFIX]]
  if (uri === undefined || prefix === undefined) return {}
  const folder = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  return { MONGODB_URI: withDatabase(uri, `${prefix}${folder}`) }
}

/** The connection string for another database; its options stay, and so does the database that knows the account. */
export function withDatabase(uri: string, database: string): string {
  const [, start = '', known = '', query = ''] = /^([a-z+]+:\/\/[^/?]+)\/?([^?]*)\??(.*)$/.exec(uri) ?? []
  const options = new URLSearchParams(query)
  if (start.includes('@') && known !== '' && !options.has('authSource')) options.set('authSource', known)
  const rest = options.toString()
  return `${start}/${database}${rest === '' ? '' : `?${rest}`}`
}
