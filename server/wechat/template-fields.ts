/** The kinds of value that a subscribe message can carry. A template's keys are a kind and a number: `thing2`, `amount3`. */
export type TemplateFieldType =
  | 'thing'
  | 'amount'
  | 'time'
  | 'date'
  | 'phrase'
  | 'character_string'
  | 'number'
  | 'letter'
  | 'symbol'
  | 'name'
  | 'phone_number'
  | 'car_number'
  | 'enum'

/** A template as applied for on WeChat's platform: its id and keys differ from one AppID to the next. */
export interface MessageTemplate {
  id: string
  keys: Record<string, TemplateFieldType>
  /** The values allowed for a key of kind `enum`. */
  enumValues?: Record<string, readonly string[]>
}

const DAY = String.raw`(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{4}([-/.])\d{1,2}\1\d{1,2})`
const DAY_AGAIN = DAY.replace(String.raw`([-/.])`, '[-/.]').replace(String.raw`\1`, '[-/.]')
const CLOCK = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`

const patterns: Record<Exclude<TemplateFieldType, 'enum'>, RegExp> = {
  thing: /^[^\p{Cc}\p{Zl}\p{Zp}]{1,20}$/u,
  amount: /^[¥￥]?\d{1,10}(\.\d+)?元?$/,
  time: new RegExp(`^(?:${DAY} ?)?${CLOCK}(?: ?~ ?(?:${DAY_AGAIN} ?)?${CLOCK})?$`),
  date: new RegExp(`^${DAY}(?: ?${CLOCK})?(?: ?~ ?${DAY_AGAIN}(?: ?${CLOCK})?)?$`),
  phrase: /^\p{Script=Han}{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  number: /^(?=.{1,32}$)-?\d+(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[\p{P}\p{S}]{1,5}$/u,
  name: /^(?:(?=.*\p{Script=Han})[\p{L}\p{P}\p{S} ]{1,10}|(?!.*\p{Script=Han})[\p{L}\p{P}\p{S} ]{1,20})$/u,
  phone_number: /^[\d\p{P}\p{S} ]{1,17}$/u,
  car_number: /^(?=.{1,8}$)\p{Script=Han}?[A-Za-z0-9]+\p{Script=Han}?$/u,
}

/** `amount3` is an amount. @returns null when WeChat has no kind of this name */
export function templateFieldTypeOf(key: string): TemplateFieldType | null {
  const name = key.replace(/\d+$/, '')
  return name === 'enum' || Object.hasOwn(patterns, name) ? (name as TemplateFieldType) : null
}

/**
 * What WeChat would refuse in these values (its error 47003), found before the call so that nothing is spent on it.
 * @returns one entry for each key that is missing, unknown, empty or breaks the rule of its kind; empty = all is well
 */
export function templateFieldProblems(template: MessageTemplate, data: Record<string, string>): string[] {
  const broken = Object.entries(template.keys).filter(
    ([key, type]) => !isAccepted(template, key, type, data[key]),
  )
  const unknown = Object.keys(data).filter((key) => !(key in template.keys))
  return [
    ...broken.map(([key, type]) => `${key}: not a valid ${type}`),
    ...unknown.map((key) => `${key}: not a key of the template`),
  ]
}

function isAccepted(
  template: MessageTemplate,
  key: string,
  type: TemplateFieldType,
  value: string | undefined,
): boolean {
  if (value === undefined || value.trim() === '') return false
  if (type === 'enum') return template.enumValues?.[key]?.includes(value) ?? false
  return patterns[type].test(value)
}

const THING_LENGTH = 20

/** Makes any text fit a `thing`: no line breaks, no emoji, at most 20 characters, the last one … where it was cut. */
export function fitThing(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f]/gu, '')
    .trim()
  const characters = Array.from(plain)
  return characters.length <= THING_LENGTH ? plain : `${characters.slice(0, THING_LENGTH - 1).join('')}…`
}
