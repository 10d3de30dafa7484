import { Converter as ConverterBack } from 'opencc-js/cn2t'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

const FIRST_HAN = 0x4e00
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

/** Readings of `characters`: the usual one, and those that they have inside `names`; packed as `a啊阿 ai哎…`. */
export function packReadings(characters: Iterable<string>, names: readonly string[]): string {
  const readings = new Map<string, Set<string>>()
  const add = (character: string, reading: string | undefined): void => {
    const syllable = (reading ?? '').replace(/ü/g, 'v')
    if (!/^[a-z]+$/.test(syllable) || !/^[\u4e00-\u9fff]$/.test(character)) return
    readings.set(syllable, (readings.get(syllable) ?? new Set()).add(character))
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
    .map(([syllable, set]) => syllable + [...set].sort().join(''))
    .join(' ')
}

/**
 * Traditional and regional characters that simplify to one of `known`, packed in pairs: the common ones, and whatever
 * the characters of `names` have been written with.
 */
export function packSimplified(known: ReadonlySet<string>, names: readonly string[]): string {
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
  return [...pairs].map(([variant, simple]) => variant + simple).join('')
}

const commonSet = new Set(commonCharacters())
