import * as v from 'valibot'
import { isRealDate, line } from './primitives'

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECK = '10X98765432'

/**
 * The canonical form of a resident identity number: 18 characters, half width, capital X.
 * Equal people must give equal text, or one person could hold two accounts.
 */
export function canonicalResidentId(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/** Whether the text is a resident identity number by GB 11643-1999: date and check character right. */
export function isResidentId(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  if (!isRealDate(birthDate(text))) return false
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return ID_CHECK[sum % 11] === text[17]
}

/** The day of birth in a resident identity number, `YYYY-MM-DD`. */
export function birthDate(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
}

/** Whether the digits pass the Luhn check that every UnionPay card number passes. */
export function isBankCardNumber(text: string): boolean {
  if (!/^\d{16,19}$/.test(text)) return false
  const sum = [...text].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** Mainland mobile number, 11 digits. */
export const mobileNumber = v.pipe(
  v.string('请填手机号'),
  v.transform((text) =>
    text
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
  ),
  v.nonEmpty('请填手机号'),
  v.regex(/^1[3-9]\d{9}$/, '手机号要11位，1开头'),
)

/** Bank card number of a social-security card, 16–19 digits. */
export const bankCardNumber = v.pipe(
  v.string('请填银行卡号'),
  v.transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '')),
  v.nonEmpty('请填银行卡号'),
  v.regex(/^\d{16,19}$/, '卡号是16到19位数字'),
  v.check(isBankCardNumber, '卡号有误，请对照卡面再看一遍'),
)

/** What people, keyboards and old registers write for the dot in a name; NFKC has turned ．﹒․ into a full stop. */
const NAME_DOTS = /[•‧∙⋅・᛫.]/g
/** They choose among drawings of one character and do not make it another. */
const VARIATION_SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu
/** Registers without a rare character put a drawing of their own here; on another screen it is an empty box. */
const PRIVATE_CHARACTERS = /\p{Co}/u

/** The canonical form of a name: one kind of dot, no blanks around it, compatible forms of a character made one. */
export function canonicalName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(VARIATION_SELECTORS, '')
    .trim()
    .replace(NAME_DOTS, '·')
    .replace(/ *· */g, '·')
}

/**
 * A personal name: Han characters, rare ones too, or Latin letters, with single middle dots, hyphens or spaces between
 * them; 2–30 characters, counted as people count them and not as UTF-16 does.
 */
export const personName = v.pipe(
  v.string('请填姓名'),
  v.transform(canonicalName),
  v.nonEmpty('请填姓名'),
  v.check((name) => [...name].length >= 2, '姓名至少2个字'),
  v.check((name) => [...name].length <= 30, '姓名最多30个字'),
  v.check(
    (name) => !PRIVATE_CHARACTERS.test(name),
    '有个字别的手机显示不出来。请换一个输入法再打，打不出就到窗口填',
  ),
  v.regex(
    /^(?=.{2,30}$)[\p{Script=Han}a-zA-Z]([·' -]?[\p{Script=Han}a-zA-Z])+$/u,
    '姓名只能是汉字或字母，中间可以有间隔号',
  ),
)

/** 王小四 → 王*四, 张三 → *三: what anybody but the person sees of a name. */
export function maskName(name: string): string {
  const characters = [...name]
  const last = characters.at(-1) ?? ''
  if (characters.length <= 2) return `*${last}`
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${last}`
}

/** First and last character only: 3****************1. */
export function maskResidentId(id: string): string {
  return `${id.slice(0, 1)}${'*'.repeat(Math.max(0, id.length - 2))}${id.slice(-1)}`
}

/** First three and last two digits: 156******77. */
export function maskMobile(mobile: string): string {
  return `${mobile.slice(0, 3)}${'*'.repeat(Math.max(0, mobile.length - 5))}${mobile.slice(-2)}`
}

/** Last four digits: ************1234. */
export function maskBankCard(card: string): string {
  return `${'*'.repeat(Math.max(0, card.length - 4))}${card.slice(-4)}`
}

/**
 * One line that other people get to read: it must not carry a resident identity number, which belongs into its own field.
 * @param max most characters allowed
 */
export function readableLine(max: number) {
  return v.pipe(
    line(max),
    v.check((text) => !containsResidentId(text), '这里别写身份证号，别人也看得到'),
  )
}

function containsResidentId(text: string): boolean {
  const canonical = canonicalResidentId(text)
  return [...canonical.matchAll(/(?=(\d{17}[\dX]))/g)].some(([, digits = '']) => isResidentId(digits))
}
