/** How a hit was found, in the order of the words a worker would understand. */
export type MatchKind =
  | 'official'
  | 'alias'
  | 'colloquial'
  | 'machine'
  | 'material'
  | 'certificate'
  | 'english'
  | 'dialect'
  | 'traditional'
  | 'pinyin'
  | 'initials'
  | 'homophone'
  | 'typo'
  | 'pattern'
  | 'fragment'

/** Why a row is offered. */
export interface MatchReason {
  readonly kind: MatchKind
  /** The part of what the worker typed that counted. */
  readonly matched: string
  /** The name it matched. */
  readonly by: string
  /** One plain Chinese sentence, e.g. 「塔吊」是俗称. */
  readonly text: string
}

/** One offered row of the annex. */
export interface TradeHit {
  /** 序号, 1–181. */
  readonly seq: number
  /** 0–1; above 0.75 means practically sure. */
  readonly score: number
  readonly reason: MatchReason
}

/** The one question asked when rows differ in money or in kind. */
export interface TradeQuestion {
  readonly text: string
  readonly options: readonly { readonly label: string; readonly seqs: readonly number[] }[]
}

/** What the matcher says about one query. */
export interface TradeMatchResult {
  /** answer: one row (or one family) is meant; choices: ask; none: the annex has no such trade. */
  readonly outcome: 'answer' | 'choices' | 'none'
  /** Offered rows, best first, at most ten; empty when the outcome is none. */
  readonly hits: readonly TradeHit[]
  readonly question?: TradeQuestion
  /** Only for none: rows of neighbouring work. */
  readonly nearest: readonly TradeHit[]
  /** Only for none: what to do next, plain Chinese. */
  readonly advice?: string
}

/** Finds the rows of the annex that a worker's own words mean. */
export interface TradeMatcher {
  match(query: string): TradeMatchResult
}

/** The compiled lexicon (seeds/trade-index.json); made by `npm run build:trade-index`, never by hand. */
export interface TradeIndex {
  readonly version: number
  /** Fingerprint of the files it was compiled from. */
  readonly sources: string
  /**
   * As packLines writes them. Names: `<kind letter><rows>|<name>,<name>…`, rows joined by comma, best first. Words that
   * point at rows without being a name: `w<rows>|<action>:<rows>;…|<word>,<word>…`; an action without rows means the
   * line's own.
   */
  readonly lines: string
  /** Work that the annex does not list: lines `<nearest rows>|<advice number>|<name>,…`. */
  readonly outside: readonly string[]
  readonly advice: readonly string[]
  readonly questions: readonly {
    readonly text: string
    readonly triggers: string
    readonly options: readonly { readonly label: string; readonly seqs: readonly number[] }[]
  }[]
  /** Pairs of rows with one skill: flat list a, b, a, b… */
  readonly same: readonly number[]
  /** Rows that many people mean, most common first; breaks ties. */
  readonly common: readonly number[]
  /** The sounds of characters, as decodeReadings reads them. */
  readonly readings: string
  /** Traditional and variant characters, as decodePairs reads them. */
  readonly simplified: string
  /** Groups of characters that look alike, separated by spaces. */
  readonly lookalikes: string
}
