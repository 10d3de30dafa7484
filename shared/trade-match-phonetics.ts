import { createSignReader, FIRST_HAN } from '#shared/trade-match-signs'

/** The sounds of characters, as typed on a keyboard (ü is v). */
export interface Readings {
  of(character: string): readonly string[]
  /** The characters with this careless sound. */
  sounding(folded: string): readonly string[]
  /** Whether `text` is a whole syllable. */
  isSyllable(text: string): boolean
}

const NONE: readonly string[] = []

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}

/** Decodes `<initials>|<finals>|<for each reading: step to its character, initial, final>`. */
export function decodeReadings(packed: string): Readings {
  const [initials = [], finals = []] = packed.split('|', 2).map((list) => list.split(' '))
  const signs = createSignReader(packed.slice(packed.indexOf('|', packed.indexOf('|') + 1) + 1))
  const readings = new Map<string, string[]>()
  const bySyllable = new Map<string, string[]>()
  for (let code = FIRST_HAN; !signs.isAtEnd();) {
    code += signs.next()
    const character = String.fromCharCode(code)
    const syllable = (initials[signs.next()] ?? '') + (finals[signs.next()] ?? '')
    append(readings, character, syllable)
    append(bySyllable, syllable, character)
  }
  let bySound: Map<string, string[]> | undefined
  return {
    of: (character) => readings.get(character) ?? NONE,
    sounding: (folded) => (bySound ??= foldGroups(bySyllable)).get(folded) ?? NONE,
    isSyllable: (text) => bySyllable.has(text),
  }
}

function foldGroups(bySyllable: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const bySound = new Map<string, string[]>()
  for (const [syllable, characters] of bySyllable)
    bySound.set(foldSyllable(syllable), [...(bySound.get(foldSyllable(syllable)) ?? []), ...characters])
  return bySound
}

/** hu- and f- are one sound in much of the region: hui/fei, huang/fang. */
const HU_AS_F: ReadonlyMap<string, string> = new Map([
  ['hu', 'fu'],
  ['hua', 'fa'],
  ['hui', 'fei'],
  ['huan', 'fan'],
  ['huang', 'fang'],
  ['hun', 'fen'],
  ['hong', 'feng'],
  ['huo', 'fo'],
])

const folds = new Map<string, string>()

/** The sound that careless or Lianyungang speech makes of a syllable: n/l/r, zh/z, ch/c, sh/s, ang/an, eng/en, ing/in, hu/f. */
export function foldSyllable(syllable: string): string {
  const known = folds.get(syllable)
  if (known !== undefined) return known
  const folded = (HU_AS_F.get(syllable) ?? syllable)
    .replace(/^(zh|ch|sh)/, (initial) => initial.charAt(0))
    .replace(/^[nr]/, 'l')
    .replace(/v/g, 'u')
    .replace(/(a|e|i)ng$/, '$1n')
  folds.set(syllable, folded)
  return folded
}

const spellings = new Map<string, readonly string[]>()

/** Every way in which a syllable is typed by people who mix up its sounds; the right one first. */
export function spellingsOf(syllable: string): readonly string[] {
  const known = spellings.get(syllable)
  if (known) return known
  const initial = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?/.exec(syllable)?.[0] ?? ''
  const final = syllable.slice(initial.length)
  const all = new Set([syllable])
  for (const otherInitial of [initial, ...(INITIAL_TWINS[initial] ?? [])]) {
    for (const otherFinal of finalTwins(final)) all.add(otherInitial + otherFinal)
  }
  const asF = HU_AS_F.get(syllable)
  if (asF) all.add(asF)
  const list = [...all]
  spellings.set(syllable, list)
  return list
}

const INITIAL_TWINS: Readonly<Record<string, readonly string[]>> = {
  zh: ['z'],
  z: ['zh'],
  ch: ['c'],
  c: ['ch'],
  sh: ['s'],
  s: ['sh'],
  n: ['l'],
  l: ['n', 'r'],
  r: ['l'],
  f: ['h'],
  h: ['f'],
}

function finalTwins(final: string): string[] {
  const twins = [final]
  if (/[aei]n$/.test(final)) twins.push(`${final}g`)
  if (/[aei]ng$/.test(final)) twins.push(final.slice(0, -1))
  if (final.includes('v')) twins.push(final.replace('v', 'u'), final.replace('v', 'yu'))
  return twins
}
