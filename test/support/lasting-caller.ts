import jwt from 'jsonwebtoken'
import type { Caller } from './server'

/** A caller who signs in again when the token's time is over, as the phone does; for tests in which days go by. */
export function lastingCaller(first: Caller, signInAgain: () => Promise<Caller>, now: () => Date): Caller {
  let caller = first
  const current = async () => {
    if (endOf(caller) <= now().getTime()) caller = await signInAgain()
    return caller
  }
  return {
    get token() {
      return caller.token
    },
    get: async (place) => (await current()).get(place),
    post: async (place, body, headers) => (await current()).post(place, body, headers),
    put: async (place, body, headers) => (await current()).put(place, body, headers),
    delete: async (place) => (await current()).delete(place),
  }
}

function endOf({ token }: Caller): number {
  return (jwt.decode(token ?? '') as { exp: number }).exp * 1000
}
