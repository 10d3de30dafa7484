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

const HAN = /\p{Script=Han}/u
const BREAKS = /[\p{Cc}\u2028\u2029]/u

/** The platform's rule for each kind of value, written from its table and on its own, so that no client error hides here. */
const rules: Record<TemplateFieldType, (value: string) => boolean> = {
  thing: (value) => size(value) <= 20 && !BREAKS.test(value),
  amount: (value) => /^\d{1,10}(\.\d+)?$/.test(value.replace(/^[¥￥]/, '').replace(/元$/, '')),
  time: (value) => isRange(value, (side) => isClock(side) || isDayAndClock(side)),
  date: (value) => isRange(value, (side) => isDay(side) || isDayAndClock(side)),
  phrase: (value) => size(value) <= 5 && Array.from(value).every((character) => HAN.test(character)),
  character_string: (value) => size(value) <= 32 && !HAN.test(value) && !BREAKS.test(value),
  number: (value) => size(value) <= 32 && /^-?[0-9]+(\.[0-9]+)?$/.test(value),
  letter: (value) => size(value) <= 32 && /^[a-z]+$/i.test(value),
  symbol: (value) => size(value) <= 5 && !/[\p{L}\p{N}\s]/u.test(value),
  name: (value) => size(value) <= (HAN.test(value) ? 10 : 20) && !/\p{N}/u.test(value),
  phone_number: (value) => size(value) <= 17 && !/\p{L}/u.test(value),
  car_number: (value) => size(value) <= 8 && !HAN.test(Array.from(value).slice(1, -1).join('')),
  enum: (value) => size(value) <= 20,
}

/** @returns the key and what WeChat says of it, for the first value it would refuse; null = all are good */
export function firstBadValue(
  keys: Record<string, TemplateFieldType>,
  data: unknown,
): { key: string; complaint: string } | null {
  const given = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  for (const [key, type] of Object.entries(keys)) {
    const value = valueOf(given[key])
    // The platform itself misspells this word.
    if (value === null || value === '') return { key, complaint: `data.${key}.value is emtpy` }
    if (!rules[type](value)) return { key, complaint: `data.${key}.value invalid` }
  }
  return null
}

export function valueOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('value' in entry)) return null
  return typeof entry.value === 'string' || typeof entry.value === 'number' ? String(entry.value) : null
}

function size(value: string): number {
  return Array.from(value).length
}

function isRange(value: string, isSide: (side: string) => boolean): boolean {
  const sides = value.split('~').map((side) => side.trim())
  return sides.length <= 2 && sides.every(isSide)
}

function isClock(text: string): boolean {
  const numbers = text.split(':')
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every((part) => /^\d{1,2}$/.test(part)))
    return false
  return numbers.map(Number).every((part, place) => part < (place === 0 ? 24 : 60))
}

function isDay(text: string): boolean {
  return /^(\d{4}年)?\d{1,2}月(\d{1,2}日)?$/.test(text) || /^\d{4}([-/.])\d{1,2}\1\d{1,2}$/.test(text)
}

function isDayAndClock(text: string): boolean {
  const [, day, clock] = /^(.*?[日\d])\s?(\d{1,2}:.*)$/.exec(text) ?? []
  return day !== undefined && clock !== undefined && isDay(day) && isClock(clock)
}
