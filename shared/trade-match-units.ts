import { foldSyllable, type Readings } from '#shared/trade-match-phonetics'

/** One character (or typed syllable) with its sounds and how much it tells. */
export interface Unit {
  /** The character; '' for a syllable typed in pinyin. */
  readonly char: string
  readonly exact: readonly string[]
  readonly folded: readonly string[]
  /** What to look it up by: the character and its careless sounds. */
  readonly keys: readonly string[]
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
const SYLLABLE_WEIGHT = 0.8
const EMPTY_SYLLABLES = new Set(['gong', 'de'])
/** Units kept for reuse; strange characters beyond that are made anew. */
const MOST_UNITS = 10_000

interface Counted {
  readonly text: string
  readonly rows: readonly number[]
}

/** A character tells the less, the more rows have it in their names. Names come ordered by their first row. */
function documentWeights(names: readonly Counted[]): Map<string, number> {
  const counts = new Map<string, { row: number; rows: number }>()
  for (const { text, rows } of names) {
    const row = rows[0]
    if (row === undefined || /^[a-z]/.test(text)) continue
    for (const char of text) {
      const count = counts.get(char)
      if (!count) counts.set(char, { row, rows: 1 })
      else if (count.row !== row) Object.assign(count, { row, rows: count.rows + 1 })
    }
  }
  const weights = new Map<string, number>()
  for (const [char, { rows }] of counts) {
    weights.set(char, EMPTY_CHARACTERS.has(char) ? EMPTY_WEIGHT : Math.max(0.3, 1.25 - 0.22 * Math.log(rows)))
  }
  return weights
}

const ROLE_PATTERN = new RegExp(ROLE_WORDS.join('|'), 'g')

/** For each position whether it belongs to a role word; undefined when there is none. */
function roleMask(text: string): boolean[] | undefined {
  let mask: boolean[] | undefined
  for (const { 0: word, index } of text.matchAll(ROLE_PATTERN)) {
    mask ??= new Array<boolean>(text.length).fill(false)
    mask.fill(true, index, index + word.length)
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
  const latinRuns = new Set(
    names.flatMap(({ text }) => (/[a-z]/.test(text) ? (text.match(/[a-z][a-z0-9]*/g) ?? []) : [])),
  )
  const plain = new Map<string, Unit>()
  const inRoleWord = new Map<string, Unit>()

  const make = (char: string, factor: number): Unit => {
    const exact = readings.get(char) ?? []
    const folded = exact.map(foldSyllable)
    const base = weights.get(char) ?? (EMPTY_CHARACTERS.has(char) ? EMPTY_WEIGHT : UNKNOWN_WEIGHT)
    return { char, exact, folded, keys: [...new Set([char, ...folded])], weight: base * factor }
  }
  const unit = (char: string, isRole: boolean): Unit => {
    const interned = isRole ? inRoleWord : plain
    const known = interned.get(char)
    if (known) return known
    const made = make(char, isRole ? ROLE_FACTOR : 1)
    if (interned.size < MOST_UNITS) interned.set(char, made)
    return made
  }
  const syllableUnit = (syllable: string): Unit => {
    const folded = [foldSyllable(syllable)]
    return {
      char: '',
      exact: [syllable],
      folded,
      keys: folded,
      weight: EMPTY_SYLLABLES.has(syllable) ? EMPTY_WEIGHT : SYLLABLE_WEIGHT,
    }
  }
  const isSyllable = (text: string): boolean => syllables.has(text)
  const ofName = (text: string): Unit[] => {
    const mask = roleMask(text)
    return Array.from(text, (char, position) => unit(char, mask?.[position] ?? false))
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
