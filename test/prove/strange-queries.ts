/** Endless text from a seed: the same in every run, on every machine. */
export type Random = (below: number) => number

/** Marsaglia's 32-bit xorshift: whole numbers from 0 up to, not including, `below`. */
export function createRandom(seed: number): Random {
  let state = seed | 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const LONG = 10_000
const EMOJI = ['😀', '👷‍♂️', '🏗️', '🇨🇳', '👨‍👩‍👧‍👦', '\ufe0f', '\u200d']
const LONE = ['\ud800', '\udbff', '\udc00', '\udfff', '\ud83d']
const SCRIPTS = [
  ...[
    'Ж',
    'ß',
    'İ',
    'ı',
    'ﬁ',
    'ﷺ',
    'ا',
    'ไ',
    'ก',
    '한',
    '글',
    'か',
    'ﾞ',
    'é',
    'e\u0301',
    'Ω',
    '𠮷',
    '𝒜',
    '㍿',
  ],
  ...['constructor', '__proto__', 'toString', '|', ',', '、', '（', '「', '%', '\\', '"', "'", '<', '&', '0'],
]

function pick(random: Random, list: readonly string[]): string {
  return list[random(list.length)] ?? ''
}

function repeated(random: Random, most: number, one: () => string): string {
  return Array.from({ length: 1 + random(most) }, one).join('')
}

/** One slip of a finger or a tongue: a character lost, doubled, swapped, replaced, or something strange put in. */
function mutated(random: Random, word: string, other: string): string {
  const at = random(word.length + 1)
  const [head, tail] = [word.slice(0, at), word.slice(at)]
  const slips = [
    head + tail.slice(1),
    head + tail.slice(0, 1) + tail,
    head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2),
    head + other.slice(0, 1) + tail.slice(1),
    head + pick(random, [...EMOJI, ...LONE, ...SCRIPTS, ' ', '\u0000']) + tail,
    word + other,
    [...word].reverse().join(''),
    word.toUpperCase(),
  ]
  return pick(random, slips)
}

/** Makes strange queries, many of them near to the `words`: every kind of text that breaks programs. */
export function createStrangeQueries(words: readonly string[], seed: number): () => string {
  const random = createRandom(seed)
  const word = (): string => pick(random, words)
  const control = (): string => String.fromCharCode(random(32) + (random(4) === 0 ? 0x7f : 0))
  const anyUnit = (): string => String.fromCharCode(random(0x10000))
  const kinds: readonly (() => string)[] = [
    () => mutated(random, word(), word()),
    () => mutated(random, mutated(random, word(), word()), word()),
    () => repeated(random, 6, word),
    () => repeated(random, 40, anyUnit),
    () => repeated(random, 10, () => pick(random, [...EMOJI, word()])),
    () => repeated(random, 10, () => pick(random, [...LONE, word()])),
    () => repeated(random, 20, () => pick(random, [control(), word().slice(0, 1)])),
    () => repeated(random, 12, () => pick(random, [...SCRIPTS, word()])),
    () => repeated(random, 60, () => String.fromCharCode(97 + random(26))),
    () => word().repeat(1 + random(30)),
  ]
  const long = (): string => {
    const unit = (kinds[random(kinds.length)] ?? word)() || ' '
    return unit.repeat(Math.ceil(LONG / unit.length)).slice(0, LONG)
  }
  return () => (random(100) === 0 ? long() : (kinds[random(kinds.length)] ?? word)())
}
