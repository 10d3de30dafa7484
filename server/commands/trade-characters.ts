import { Converter as ConverterBack } from 'opencc-js/cn2t'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { FIRST_HAN, writeLongSign, writeSign } from '#shared/trade-match-signs'

const LAST_HAN = 0x9fff

/** Variants that the conversion tables leave alone but people type. */
const EXTRA_VARIANTS =
  '著着檯台枱台臺台綫线缐线衞卫鑽钻鉆钻舖铺牀床傢家俬私砲炮礮炮汙污裏里裡里滙汇匯汇麪面麵面熔溶鎔溶銲焊釺钎鏽锈銹锈甎砖塼砖牆墙墻墙磁瓷柵栅閘闸喉喉梘枧呎尺'

/** The 3,755 most used characters of the national set, by its own order. */
export function commonCharacters(): string[] {
  const decoder = new TextDecoder('gb18030')
  const characters: string[] = []
  for (let zone = 0xb0; zone <= 0xd7; zone += 1) {
    for (let place = 0xa1; place <= 0xfe; place += 1) {
      const character = decoder.decode(new Uint8Array([zone, place]))
      if (/^[\u4e00-\u9fff]$/.test(character)) characters.push(character)
    }
  }
  return characters
}

/** The 5,401 most used traditional characters, by the order of the Big5 set. */
function commonTraditional(): Set<string> {
  const decoder = new TextDecoder('big5')
  const characters = new Set<string>()
  for (let zone = 0xa4; zone <= 0xc6; zone += 1) {
    for (let place = 0x40; place <= 0xfe; place += 1)
      characters.add(decoder.decode(new Uint8Array([zone, place])))
  }
  return characters
}

/** The sounds of characters: [character, syllable] in the order of character codes. */
export type ReadingList = readonly (readonly [character: string, syllable: string])[]

/** Readings of `characters`: the usual one, and those that they have inside `names`. */
export function listReadings(characters: Iterable<string>, names: readonly string[]): ReadingList {
  const readings = new Map<string, Set<string>>()
  const add = (character: string, reading: string | undefined): void => {
    const syllable = (reading ?? '').replace(/ü/g, 'v')
    if (!/^[a-z]+$/.test(syllable) || !/^[\u4e00-\u9fff]$/.test(character)) return
    readings.set(character, (readings.get(character) ?? new Set()).add(syllable))
  }
  for (const character of characters) add(character, pinyin(character, { toneType: 'none', v: true }))
  for (const name of names) {
    if (/[a-z]/.test(name)) continue
    const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true })
    ;[...name].forEach((character, index) => {
      add(character, syllables[index])
    })
  }
  return [...readings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([character, set]) => [...set].sort().map((syllable) => [character, syllable] as const))
}

function splitSyllable(syllable: string): [initial: string, final: string] {
  const initial = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?/.exec(syllable)?.[0] ?? ''
  return [initial, syllable.slice(initial.length)]
}

/** `<initials>|<finals>|<for each reading: step to its character, initial, final>`, as decodeReadings reads it. */
export function packReadings(readings: ReadingList): string {
  const parts = readings.map(([, syllable]) => splitSyllable(syllable))
  const initials = [...new Set(parts.map(([initial]) => initial))].sort()
  const finals = [...new Set(parts.map(([, final]) => final))].sort()
  const steps = stepsBetween(readings.map(([character]) => character))
  const signs = parts.map(
    ([initial, final], place) =>
      writeSign(steps[place] ?? 0) + writeSign(initials.indexOf(initial)) + writeSign(finals.indexOf(final)),
  )
  return `${initials.join(' ')}|${finals.join(' ')}|${signs.join('')}`
}

function stepsBetween(characters: readonly string[]): number[] {
  return characters.map(
    (character, place) =>
      character.charCodeAt(0) - (place === 0 ? FIRST_HAN : (characters[place - 1] ?? '').charCodeAt(0)),
  )
}

/** `<step to each simplified form>|<for each variant: step to it, steps from form to form>`, as decodePairs reads it. */
export function packSimplified(pairs: ReadonlyMap<string, string>): string {
  const forms = [...new Set(pairs.values())].sort()
  const variants = [...pairs.keys()].sort()
  const steps = stepsBetween(variants)
  let last = 0
  const signs = variants.map((variant, index) => {
    const place = forms.indexOf(pairs.get(variant) ?? '')
    const turn = (place - last + forms.length) % forms.length
    last = place
    return writeSign(steps[index] ?? 0) + writeLongSign(turn)
  })
  return `${stepsBetween(forms).map(writeSign).join('')}|${signs.join('')}`
}

/**
 * Traditional and regional characters with the simplified form they have among the `known`: the common ones, and
 * whatever the characters of `names` have been written with.
 */
export function simplifiedPairs(known: ReadonlySet<string>, names: readonly string[]): Map<string, string> {
  const traditional = commonTraditional()
  const written = (['t', 'hk', 'tw'] as const).flatMap((to) => names.map(ConverterBack({ from: 'cn', to })))
  for (const character of written.join('')) traditional.add(character)
  const converters = (['t', 'hk', 'tw'] as const).map((from) => Converter({ from, to: 'cn' }))
  const pairs = new Map<string, string>()
  for (let code = FIRST_HAN; code <= LAST_HAN; code += 1) {
    const character = String.fromCodePoint(code)
    if (!traditional.has(character) || (known.has(character) && commonSet.has(character))) continue
    const simple = converters.map((convert) => convert(character)).find((result) => result !== character)
    if (simple && known.has(simple)) pairs.set(character, simple)
  }
  const extra = [...EXTRA_VARIANTS]
  for (let i = 0; i + 1 < extra.length; i += 2) {
    const [variant, simple] = [extra[i], extra[i + 1]]
    if (variant && simple && variant !== simple) pairs.set(variant, simple)
  }
  return pairs
}

const commonSet = new Set(commonCharacters())
