/** Readings of a character, as typed on a keyboard (ü is v). */
export type Readings = ReadonlyMap<string, readonly string[]>

/** Decodes `a啊阿 ai哎爱…` into the readings of each character. */
export function decodeReadings(packed: string): Map<string, string[]> {
  const readings = new Map<string, string[]>()
  for (const group of packed.split(' ')) {
    const syllable = /^[a-z]+/.exec(group)?.[0] ?? ''
    for (const character of group.slice(syllable.length)) {
      const known = readings.get(character)
      if (known) known.push(syllable)
      else readings.set(character, [syllable])
    }
  }
  return readings
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
