/** Terms that one address may add to the list on one day; what is on it already, anybody may name again. */
const NEW_TERMS_A_DAY = 60
/** What is remembered of one day at most. Beyond that nobody counts as a further source. */
const REMEMBERED = 200_000

/** Who said what today, by tags that mean nothing tomorrow. In memory only, and forgotten with the day. */
export class DailySources {
  private day = ''
  private readonly said = new Set<string>()
  private readonly added = new Map<string, number>()

  /** Whether this caller names this record for the first time today. */
  isFirst(callerTag: string, record: string, at: Date): boolean {
    this.turn(at)
    const mark = `${callerTag}|${record}`
    if (this.said.has(mark) || this.said.size >= REMEMBERED) return false
    this.said.add(mark)
    return true
  }

  /** Whether this caller may still add a term that nobody has named; counts it when so. */
  mayAdd(callerTag: string, at: Date): boolean {
    this.turn(at)
    const sofar = this.added.get(callerTag) ?? 0
    if (sofar >= NEW_TERMS_A_DAY || this.added.size >= REMEMBERED) return false
    this.added.set(callerTag, sofar + 1)
    return true
  }

  private turn(at: Date): void {
    const today = at.toISOString().slice(0, 10)
    if (today === this.day) return
    this.day = today
    this.said.clear()
    this.added.clear()
  }
}
