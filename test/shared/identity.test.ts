import fc from 'fast-check'
import * as v from 'valibot'
import {
  bankCardNumber,
  canonicalResidentId,
  isBankCardNumber,
  isResidentId,
  maskBankCard,
  maskMobile,
  maskName,
  maskResidentId,
  mobileNumber,
  personName,
  readableLine,
} from '#shared/identity'
import { identityNumber } from '#shared/identity-documents'

/** Invented: area code 999999 is assigned to nobody. */
const ID = '999999197903151011'
const ID_X = '99999919880802203X'

const taken = (schema: v.GenericSchema<string, string>, text: string): string | null => {
  const result = v.safeParse(schema, text)
  return result.success ? result.output : null
}

describe('what anybody but the person sees', () => {
  it.each([
    ['王小四', '王*四'],
    ['张三', '*三'],
    ['欧阳小四', '欧**四'],
    ['买买提·艾力', '买****力'],
    ['𠮷野家', '𠮷*家'],
    ['四', '*四'],
    ['', '*'],
  ])('of the name %s is %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it('of an identity number is its first and last character', () => {
    expect(maskResidentId('310101199801011231')).toBe('3****************1')
    expect(maskResidentId(ID_X)).toBe('9****************X')
  })

  it('of a mobile number is three digits in front and two behind', () => {
    expect(maskMobile('15600000077')).toBe('156******77')
  })

  it.each([
    ['6299990000001234', '************1234'],
    ['6299990000000000012', '***************0012'],
  ])('of the card %s is its last four digits', (card, masked) => expect(maskBankCard(card)).toBe(masked))

  it('never is more than that, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 7, maxLength: 24, unit: 'grapheme-ascii' }), (text) => {
        const shown = (masked: string) => masked.length - (masked.match(/\*/g)?.length ?? 0)
        const plain = text.replaceAll('*', 'x')
        expect(shown(maskName(plain))).toBe(2)
        expect(shown(maskResidentId(plain))).toBe(2)
        expect(shown(maskMobile(plain))).toBe(5)
        expect(shown(maskBankCard(plain))).toBe(4)
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})

describe('a resident identity number', () => {
  it.each([ID, ID_X, '999999199211303052', '999999200002290016'.slice(0, 17) + '0'])(
    'is taken or refused by its check character: %s',
    (id) => {
      const right = [...'0123456789X'].filter((check) => isResidentId(id.slice(0, 17) + check))
      expect(right).toHaveLength(1)
    },
  )

  it.each([
    ['with spaces', ' 999999 19790315 1011 '],
    ['in full width', '９９９９９９１９７９０３１５１０１１'],
  ])('%s is the same number', (_how, typed) => expect(taken(identityNumber, typed)).toBe(ID))

  it.each(['99999919880802203x', '99999919880802203ｘ', '99999919880802203Ｘ'])(
    'with any kind of x is the same number: %s',
    (typed) => {
      expect(canonicalResidentId(typed)).toBe(ID_X)
      expect(taken(identityNumber, typed)).toBe(ID_X)
    },
  )

  it.each([
    ['a wrong check character', '999999197903151012'],
    ['31 February', '999999197902311015'],
    ['29 February of a common year', '999999190002291019'],
    ['month 13', '999999197913151018'],
    ['17 digits', '99999919790315101'],
    ['15 digits of the old kind', '999999790315101'],
    ['X inside', '9999991979X3151011'],
    ['a leading zero', '099999197903151011'],
    ['letters', '99999919790315101A'],
    ['nothing', ''],
  ])('with %s is refused', (_why, typed) => expect(taken(identityNumber, typed)).toBeNull())

  it('does not survive one wrong digit or two neighbours in the wrong order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...ID]
        digits[at] = String((Number(digits[at]) + by) % 10)
        expect(isResidentId(digits.join(''))).toBe(false)
        const swapped = [...ID]
        ;[swapped[at], swapped[at + 1]] = [swapped[at + 1] ?? '', swapped[at] ?? '']
        expect(isResidentId(swapped.join(''))).toBe(swapped.join('') === ID)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

describe('a name', () => {
  it.each([
    ['王小四', '王小四'],
    [' 王小四 ', '王小四'],
    ['买买提·艾力', '买买提·艾力'],
    ['买买提•艾力', '买买提·艾力'],
    ['买买提.艾力', '买买提·艾力'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提・艾力', '买买提·艾力'],
    ['阿卜杜热合曼·买买提艾力江', '阿卜杜热合曼·买买提艾力江'],
    ['𠮷野', '𠮷野'],
    ['Anna Maria O’Neil'.replace('’', "'"), "Anna Maria O'Neil"],
  ])('%s is kept as %s', (typed, kept) => expect(taken(personName, typed)).toBe(kept))

  it.each([
    ['one character', '王'],
    ['digits', '王4'],
    ['a control character', '王\u0000四'],
    ['an override of direction', '王\u202e四'],
    ['a formula', '=SUM(A1)'],
    ['an emoji', '王😀四'],
    ['31 characters', '王'.repeat(31)],
    ['a line break', '王\n四'],
    ['nothing but a middle dot', '··'],
    ['nothing but hyphens', '--'],
    ['a middle dot at its end', '买买提·'],
  ])('with %s is refused', (_why, typed) => expect(taken(personName, typed)).toBeNull())
})

describe('a mobile number', () => {
  it.each([
    '14000000001',
    '140 0000 0001',
    '+8614000000001',
    '86 140-0000-0001',
    '１４０００００００００１'.slice(0, 11),
  ])('however it is typed is the same eleven digits: %s', (typed) =>
    expect(taken(mobileNumber, typed)).toMatch(/^1400000000\d$/),
  )

  it.each(['12000000001', '1400000000', '140000000012', '0518-12345678', 'abc'])(
    'that is none is refused: %s',
    (typed) => expect(taken(mobileNumber, typed)).toBeNull(),
  )
})

describe('a bank card number', () => {
  it('passes Luhn, with 16 to 19 digits', () => {
    expect(isBankCardNumber('6299990000000000012')).toBe(true)
    expect(isBankCardNumber('6299990000000000013')).toBe(false)
    expect(isBankCardNumber('0'.repeat(15))).toBe(false)
    expect(isBankCardNumber('0'.repeat(20))).toBe(false)
  })

  it('may be typed in groups and in full width', () => {
    expect(taken(bankCardNumber, '6299 9900 0000 0000 012')).toBe('6299990000000000012')
    expect(taken(bankCardNumber, '６２９９９９0000000000012')).toBe('6299990000000000012')
    expect(taken(bankCardNumber, '6299-9900-0000-0000-012')).toBe('6299990000000000012')
  })

  it('does not survive one wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'6299990000000000012']
        digits[at] = String((Number(digits[at]) + by) % 10)
        expect(isBankCardNumber(digits.join(''))).toBe(false)
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})

describe('a line that others read', () => {
  it.each([
    ['按合同999999197903151011核定', false],
    ['９９９９９９１９８８０８０２２０３ｘ', false],
    ['按实际培训费核定，合同号320700202106180001', true],
    ['HT-2019-0315', true],
  ])('%s', (text, fits) => {
    expect(v.safeParse(readableLine(200), text).success).toBe(fits)
  })
})
