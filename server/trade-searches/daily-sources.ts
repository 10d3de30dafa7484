/** Terms that one address may add to the list on one day; what is on it already, anybody may name again. */
const NEW_TERMS_A_DAY = 60
/** Terms for which one address counts as a source on one day: a crew behind one router looks for fewer. */
const TERMS_A_DAY = 300
/** Addresses of one day that are remembered at most. Beyond that nobody counts as a further source. */
const ADDRESSES = 20_000

interface Said {
  terms: Set<string>
  added: number
}

/** Who said what today, by tags that mean nothing tomorrow. In memory only, and forgotten with the day. */
export class DailySources {
  private day = ''
  private readonly said = new Map<string, Said>()

  /** Whether this caller names this term for the first time today, wherever and in whatever way; remembers it. */
  isFirst(callerTag: string, term: string, at: Date): boolean {
    const caller = this.of(callerTag, at)
    if (!caller || caller.terms.has(term) || caller.terms.size >= TERMS_A_DAY) return false
    caller.terms.add(term)
    return true
  }

  /** Takes `isFirst` back where nothing was counted after all. */
  forget(callerTag: string, term: string, at: Date): void {
    this.of(callerTag, at)?.terms.delete(term)
  }

  /** Whether this caller may still add a term that nobody has named; counts it when so. */
  mayAdd(callerTag: string, at: Date): boolean {
    const caller = this.of(callerTag, at)
    if (!caller || caller.added >= NEW_TERMS_A_DAY) return false
    caller.added += 1
    return true
  }

  /** What a caller has said today; null for one too many. */
  private of(callerTag: string, at: Date): Said | null {
    const today = at.toISOString().slice(0, 10)
    if (today !== this.day) {
      this.day = today
      this.said.clear()
    }
    const known = this.said.get(callerTag)
    if (known || this.said.size >= ADDRESSES) return known ?? null
    const fresh = { terms: new Set<string>(), added: 0 }
    this.said.set(callerTag, fresh)
    return fresh
  }
}
