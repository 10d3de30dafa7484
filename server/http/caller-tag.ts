import { createHmac } from 'node:crypto'

/** Tells the addresses of one day apart without keeping any of them. */
export interface CallerTags {
  /** The same for one address on one day, in this process; says nothing of the address, and nothing the day after. */
  tagOf(address: string, at: Date): string
}

/** Tags under a key that exists in memory only, and is thrown away when the (UTC) day ends. */
export function createCallerTags(randomBytes: (count: number) => Buffer): CallerTags {
  let [day, key] = ['', randomBytes(32)]
  return {
    tagOf(address, at) {
      const today = at.toISOString().slice(0, 10)
      if (today !== day) [day, key] = [today, randomBytes(32)]
      return createHmac('sha256', key).update(address, 'utf8').digest('base64url')
    },
  }
}
