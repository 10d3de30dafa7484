/** What a walk through a whole data file has found. */
export interface VerifyReport {
  readonly collections: number
  readonly indexes: number
  readonly documents: number
  readonly entries: number
  /** Values whose checksum was compared. */
  readonly values: number
  /** How much is damaged; `damage` describes the first of it, a sentence each. */
  readonly damaged: number
  readonly damage: readonly string[]
}

const mostDescribed = 50

/** Counts what is read, and collects what is wrong. */
export class Findings {
  collections = 0
  indexes = 0
  documents = 0
  entries = 0
  values = 0
  private damaged = 0
  private readonly damage: string[] = []

  add(sentence: string): void {
    if (++this.damaged <= mostDescribed) this.damage.push(sentence)
  }

  report(): VerifyReport {
    const { collections, indexes, documents, entries, values, damaged, damage } = this
    return { collections, indexes, documents, entries, values, damaged, damage }
  }
}
