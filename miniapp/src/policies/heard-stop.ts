/** What the server answered last, by policy and day: the sentence of a stop. It outlives the page on which it was heard. */
const heard = new Map<string, string>()

/**
 * Remembers whether the server let a policy pay on a day; its last word holds.
 * @param sentence why it pays nobody who books that day, or null where it pays
 */
export function hearStanding(policyHash: string, day: string, sentence: string | null): void {
  if (sentence === null) heard.delete(keyOf(policyHash, day))
  else heard.set(keyOf(policyHash, day), sentence)
}

/** Why a policy pays nobody who books that day, as heard from the server, or null. */
export function heardStop(policyHash: string, day: string): string | null {
  return heard.get(keyOf(policyHash, day)) ?? null
}

/** Begins anew, as after a restart of the program: for tests. */
export function forgetStopsInMemory(): void {
  heard.clear()
}

function keyOf(policyHash: string, day: string): string {
  return `${policyHash} ${day}`
}
