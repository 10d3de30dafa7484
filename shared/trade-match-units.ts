import { foldSyllable, type Readings } from '#shared/trade-match-phonetics'

/** One character (or typed syllable) with its sounds and how much it tells. */
export interface Unit {
  /** The character; '' for a syllable typed in pinyin. */
  readonly char: string
  readonly exact: readonly string[]
  readonly folded: readonly string[]
  readonly weight: number
}

/** Makes units for names and queries with weights learnt from the lexicon. */
export interface Units {
  ofName(text: string): Unit[]
  ofQuery(text: string): Unit[]
  /** How alike two units are: 1 same, 0 nothing in common. */
  similarity(a: Unit, b: Unit): number
  /** Whether `text` (a–z) is a whole pinyin syllable. */
  isSyllable(text: string): boolean
}

/** Characters that say only "a person", "does", "of". */
const EMPTY_CHARACTERS = new Set(
  '的了着是在给把和与及用上下里个人工员师傅手者匠活做干搞弄专门负责我们他它这那有到去来等呢吗啊一些家里',
)
const ROLE_WORDS = [
  '建筑施工现场场内',
  '操作',
  '驾驶',
  '司机',
  '人员',
  '建筑',
  '工程',
  '安装',
  '设备',
  '机械',
  '施工',
  '作业',
  '现场',
  '专业',
  '管理',
]

const EMPTY_WEIGHT = 0.12
const ROLE_FACTOR = 0.4
const UNKNOWN_WEIGHT = 0.9

interface Counted {
  readonly text: string
  readonly rows: readonly number[]
}

function documentWeights(names: readonly Counted[]): Map<string, number> {
  const rowsOf = new Map<string, Set<number>>()
  for (const { text, rows } of names) {
    if (rows.length === 0 || /^[a-z]/.test(text)) continue
    for (const char of text) {
      const set = rowsOf.get(char) ?? new Set<number>()
      for (const row of rows.slice(0, 2)) set.add(row)
      rowsOf.set(char, set)
    }
  }
  const weights = new Map<string, number>()
  for (const [char, set] of rowsOf) {
    weights.set(
      char,
      EMPTY_CHARACTERS.has(char) ? EMPTY_WEIGHT : Math.max(0.3, 1.25 - 0.22 * Math.log(set.size)),
    )
  }
  return weights
}

function roleMask(text: string): boolean[] {
  const mask = new Array<boolean>(text.length).fill(false)
  for (const word of ROLE_WORDS) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      mask.fill(true, at, at + word.length)
  }
  return mask
}

function lookalikePairs(packed: string): Set<string> {
  const pairs = new Set<string>()
  for (const group of packed.split(' ')) {
    const members = [...group]
    for (const a of members) members.filter((b) => b !== a).forEach((b) => pairs.add(a + b))
  }
  return pairs
}

function segmentLatin(run: string, isSyllable: (text: string) => boolean): string[] | undefined {
  if (run === '') return []
  for (let length = Math.min(6, run.length); length > 0; length -= 1) {
    const head = run.slice(0, length)
    const rest = isSyllable(head) ? segmentLatin(run.slice(length), isSyllable) : undefined
    if (rest) return [head, ...rest]
  }
  return undefined
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one))
}

/** Learns the weights from `names` and returns the unit maker. */
export function createUnits(names: readonly Counted[], readings: Readings, lookalikes: string): Units {
  const weights = documentWeights(names)
  const pairs = lookalikePairs(lookalikes)
  const syllables = new Set([...readings.values()].flat())
  const latinRuns = new Set(names.flatMap(({ text }) => text.match(/[a-z][a-z0-9]*/g) ?? []))
  const interned = new Map<string, Unit>()

  const unit = (char: string, factor: number): Unit => {
    const key = `${char}${String(factor)}`
    const known = interned.get(key)
    if (known) return known
    const exact = readings.get(char) ?? []
    const base = weights.get(char) ?? (EMPTY_CHARACTERS.has(char) ? EMPTY_WEIGHT : UNKNOWN_WEIGHT)
    const made = { char, exact, folded: exact.map(foldSyllable), weight: base * factor }
    if (interned.size < 20_000) interned.set(key, made)
    return made
  }
  const syllableUnit = (syllable: string): Unit => ({
    char: '',
    exact: [syllable],
    folded: [foldSyllable(syllable)],
    weight: syllable === 'gong' || syllable === 'de' ? EMPTY_WEIGHT : 0.8,
  })
  const isSyllable = (text: string): boolean => syllables.has(text)
  const ofName = (text: string): Unit[] => {
    const mask = roleMask(text)
    return [...text].map((char, position) => unit(char, mask[position] ? ROLE_FACTOR : 1))
  }
  const ofQuery = (text: string): Unit[] =>
    (text.match(/[a-z][a-z0-9]*|[^a-z]+/g) ?? []).flatMap((run) => {
      const segments = /^[a-z]+$/.test(run) && !latinRuns.has(run) ? segmentLatin(run, isSyllable) : undefined
      return segments ? segments.map(syllableUnit) : ofName(run)
    })
  const similarity = (a: Unit, b: Unit): number => {
    if (a.char !== '' && a.char === b.char) return 1
    if (shares(a.exact, b.exact)) return 0.9
    if (pairs.has(a.char + b.char)) return 0.88
    return shares(a.folded, b.folded) ? 0.8 : 0
  }
  return { ofName, ofQuery, similarity, isSyllable }
}
