import type { Evidence } from '#shared/trade-match-evidence'
import type { MatchKind, MatchReason } from '#shared/trade-match-types'

const WORDING: Readonly<Record<MatchKind, (matched: string, by: string) => string>> = {
  official: (matched, by) => (matched === by ? '目录里就叫这个名字' : `目录里叫「${by}」`),
  alias: (_matched, by) => `「${by}」是目录里的另一个叫法`,
  colloquial: (_matched, by) => `「${by}」是俗称`,
  machine: (_matched, by) => `「${by}」是机器的叫法`,
  material: (matched) => `「${matched}」是这一行的活`,
  certificate: (_matched, by) => `「${by}」是证书的叫法`,
  english: (_matched, by) => `英文「${by}」`,
  dialect: (_matched, by) => `「${by}」是方言叫法`,
  traditional: (_matched, by) => `「${by}」是港台叫法`,
  pinyin: (matched, by) =>
    by.startsWith(matched) ? `您说的可能是「${by}」` : `「${matched}」是「${by}」的拼音`,
  initials: (matched, by) => `「${matched}」是「${by}」的拼音首字母`,
  homophone: (matched, by) => `「${matched}」和「${by}」读音相近`,
  typo: (matched, by) => `「${matched}」和「${by}」只差一点`,
  pattern: (matched, by) => (matched === by ? `「${by}」是这一行的活` : `「${matched}」可能是说「${by}」`),
  fragment: (matched, by) => `「${matched}」是「${by}」的一部分`,
}

/** The reason in words that a worker understands. */
export function explain(evidence: Evidence): MatchReason {
  const { kind, matched, by } = evidence
  return { kind, matched, by, text: WORDING[kind](matched, by) }
}
