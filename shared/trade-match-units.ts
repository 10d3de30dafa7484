import { isOnlyRole } from '#shared/trade-match-normalise'
import { foldSyllable, type Readings } from '#shared/trade-match-phonetics'
import type { Places } from '#shared/trade-match-places'

/** One character (or typed syllable) with its sounds and how much it tells. */
export interface Unit {
  /** The character; '' for a syllable typed in pinyin. */
  readonly char: string
  readonly exact: readonly string[]
  readonly folded: readonly string[]
  /** What to look it up by: the character, its careless sounds, and what looks like it. */
  readonly keys: readonly string[]
  readonly weight: number
}

/** Makes units for names and queries with weights learnt from the lexicon. */
export interface Units {
  /** The unit of one character by itself. */
  of(char: string): Unit
  ofName(text: string): Unit[]
  ofQuery(text: string): Unit[]
  /** How alike two units are: 1 same, 0 nothing in common. */
  similarity(a: Unit, b: Unit): number
  /** Ids of the names that hold a telling unit with this key: a character or a careless sound. */
  namesWith(key: string): readonly number[]
}

/** What the units are learnt from. */
export interface UnitSources {
  readonly names: readonly { readonly text: string }[]
  readonly places: Places
  readonly readings: Readings
  readonly lookalikes: string
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
/** Units below this weight (工, 的) find nothing. */
export const TELLING = 0.2
const EMPTY_SYLLABLES = new Set(['gong', 'de'])
/** Units kept for reuse; strange characters beyond that are made anew. */
const MOST_UNITS = 10_000

const ROLE_PATTERN = new RegExp(ROLE_WORDS.join('|'), 'g')

/** For each position whether it belongs to a role word; undefined when there is none. */
function roleMask(text: string): boolean[] | undefined {
  if (text.search(ROLE_PATTERN) < 0) return undefined
  let mask: boolean[] | undefined
  for (const { 0: word, index } of text.matchAll(ROLE_PATTERN)) {
    mask ??= new Array<boolean>(text.length).fill(false)
    mask.fill(true, index, index + word.length)
  }
  return mask
}

/** Each character with those that look like it. */
function readLookalikes(packed: string): Map<string, Set<string>> {
  const twins = new Map<string, Set<string>>()
  for (const group of packed.split(' ')) {
    for (const member of group) twins.set(member, new Set([...(twins.get(member) ?? []), ...group]))
  }
  return twins
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

/** A character tells the less, the more rows have it in their names. */
function weightOf(char: string, rows: number): number {
  if (EMPTY_CHARACTERS.has(char)) return EMPTY_WEIGHT
  return rows === 0 ? UNKNOWN_WEIGHT : Math.max(0.3, 1.25 - 0.22 * Math.log(rows))
}

function createMaker(
  { places, readings }: UnitSources,
  twins: ReadonlyMap<string, ReadonlySet<string>>,
): (char: string, isRole: boolean) => Unit {
  const plain = new Map<string, Unit>()
  const inRoleWord = new Map<string, Unit>()
  const make = (char: string, factor: number): Unit => {
    const exact = readings.of(char)
    const folded = exact.map(foldSyllable)
    const weight = weightOf(char, places.rowsWith(char)) * factor
    return { char, exact, folded, keys: [...new Set([char, ...folded, ...(twins.get(char) ?? [])])], weight }
  }
  return (char, isRole) => {
    const interned = isRole ? inRoleWord : plain
    const known = interned.get(char)
    if (known) return known
    const made = make(char, isRole ? ROLE_FACTOR : 1)
    if (interned.size < MOST_UNITS) interned.set(char, made)
    return made
  }
}

function syllableUnit(syllable: string): Unit {
  const folded = [foldSyllable(syllable)]
  const weight = EMPTY_SYLLABLES.has(syllable) ? EMPTY_WEIGHT : SYLLABLE_WEIGHT
  return { char: '', exact: [syllable], folded, keys: folded, weight }
}

/** Latin words that names are written with (sbs, bim): they are not pinyin. */
function latinWords(names: UnitSources['names']): Set<string> {
  return new Set(
    names.flatMap(({ text }) => (/[a-z]/.test(text) ? (text.match(/[a-z][a-z0-9]*/g) ?? []) : [])),
  )
}

/** Names by key; each list is made when a query first asks for it. */
function createLists(
  { names, places, readings }: UnitSources,
  unit: (char: string, isRole: boolean) => Unit,
): (key: string) => readonly number[] {
  const lists = new Map<string, readonly number[]>()
  const byCharacter = (char: string): readonly number[] => {
    const ids = places.namesWith(char)
    if (unit(char, true).weight >= TELLING) return ids
    if (unit(char, false).weight < TELLING) return []
    return ids.filter((id) => isTellingSomewhere(names[id]?.text ?? '', char))
  }
  return (key) => {
    const known = lists.get(key)
    if (known) return known
    const sounding = readings.sounding(key)
    const made =
      sounding.length === 0 ? byCharacter(key) : [...new Set([key, ...sounding].flatMap(byCharacter))]
    if (lists.size < MOST_UNITS) lists.set(key, made)
    return made
  }
}

/** Whether the character stands in the text outside a role word, or the text has nothing else (施工员). */
function isTellingSomewhere(text: string, char: string): boolean {
  if (isOnlyRole(text)) return true
  const mask = roleMask(text)
  return !mask || mask.some((isRole, place) => !isRole && text.charAt(place) === char)
}

/** Learns the weights from the names and returns the unit maker. */
export function createUnits(sources: UnitSources): Units {
  const twins = readLookalikes(sources.lookalikes)
  const unit = createMaker(sources, twins)
  let words: Set<string> | undefined
  const isLatinWord = (text: string): boolean => (words ??= latinWords(sources.names)).has(text)
  const ofName = (text: string): Unit[] => {
    const mask = roleMask(text)
    return Array.from(text, (char, position) => unit(char, mask?.[position] ?? false))
  }
  const ofQuery = (text: string): Unit[] =>
    (text.match(/[a-z][a-z0-9]*|[^a-z]+/g) ?? []).flatMap((run) => {
      const isPinyin = /^[a-z]+$/.test(run) && !isLatinWord(run)
      const segments = isPinyin ? segmentLatin(run, sources.readings.isSyllable) : undefined
      return segments ? segments.map(syllableUnit) : ofName(run)
    })
  const similarity = (a: Unit, b: Unit): number => {
    if (a.char !== '' && a.char === b.char) return 1
    if (shares(a.exact, b.exact)) return 0.9
    if (twins.get(a.char)?.has(b.char)) return 0.88
    return shares(a.folded, b.folded) ? 0.8 : 0
  }
  return {
    of: (char) => unit(char, false),
    ofName,
    ofQuery,
    similarity,
    namesWith: createLists(sources, unit),
  }
}
