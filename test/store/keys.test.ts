import fc from 'fast-check'
import { Decimal128, Double, Int32, Long } from 'bson'
import type { Numeric, Value } from '../../server/store/bson/values'
import { readDocument } from '../../server/store/bson/reader'
import { writeDocument } from '../../server/store/bson/writer'
import { compareValues } from '../../server/store/keys/compare'
import {
  addDecimals,
  type Decimal,
  decimalOfDouble,
  negateDecimal,
  parseDecimalText,
} from '../../server/store/keys/decimal'
import { descendingKey, valueKey } from '../../server/store/keys/value-key'

const numbers: fc.Arbitrary<Numeric> = fc.oneof(
  fc.integer().map((value) => new Int32(value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -350, max: 350 }))
    .map(([coefficient, exponent]) => Decimal128.fromString(`${coefficient}E${exponent}`)),
  fc
    .tuple(fc.integer({ min: 2 ** 30 }), fc.constantFrom(0, 0.5, 1))
    .map(([n, rest]) => Decimal128.fromString(`${BigInt(n) * 2n ** 24n}${rest === 0.5 ? '.5' : ''}`)),
)

function exact(value: Numeric): Decimal {
  if (value instanceof Double) return decimalOfDouble(value.value)
  return parseDecimalText(value.toString()) ?? { coefficient: 0n, exponent: 0 }
}

describe('the key of a number', () => {
  it('sorts as the exact number does, whatever its type', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const difference = addDecimals(exact(a), negateDecimal(exact(b))).coefficient
        const expected = difference > 0n ? 1 : difference < 0n ? -1 : 0
        expect(Buffer.compare(valueKey(a), valueKey(b))).toBe(expected)
        expect(Math.sign(compareValues(a, b))).toBe(expected)
        expect(Buffer.compare(descendingKey(valueKey(a)), descendingKey(valueKey(b)))).toBe(
          expected === 0 ? 0 : -expected,
        )
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it('puts NaN first, the infinities at the ends, and both zeros together', () => {
    const order = [NaN, -Infinity, -1, -5e-324, 0, 5e-324, 1, Number.MAX_VALUE, Infinity].map(
      (value) => new Double(value),
    )
    const sorted = [...order].reverse().sort(compareValues)
    expect(sorted).toEqual(order)
    expect(valueKey(new Double(-0)).equals(valueKey(new Int32(0)))).toBe(true)
    const beyond = Decimal128.fromString('1E+6000')
    expect(compareValues(beyond, new Double(Number.MAX_VALUE))).toBeGreaterThan(0)
    expect(compareValues(beyond, new Double(Infinity))).toBeLessThan(0)
  })
})

const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: fc.constantFrom('a', '\0', '钢', '\u{1F600}', '\uFFFD') }),
    numbers,
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '1', '__proto__'), tie('value')), { maxLength: 3 })
      .map((fields) => new Map(fields)),
  ),
})).value

describe('the key of a value', () => {
  it('is never the beginning of another, so that keys may follow one another', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [left, right] = [valueKey(a), valueKey(b)]
        const isPrefix = right.subarray(0, left.length).equals(left)
        expect(isPrefix).toBe(left.equals(right))
      }),
      { numRuns: 500, seed: 2 },
    )
  })

  it('sorts dates by time, also those before 1970', () => {
    const dates = ['0001-01-01', '1969-12-31T23:59:59.999Z', '1970-01-01', '2020-08-14', '9999-12-31']
    const keys = dates.map((date) => valueKey(new Date(date)))
    expect([...keys].reverse().sort((a, b) => Buffer.compare(a, b))).toEqual(keys)
  })

  it('sorts strings by their UTF-8 bytes', () => {
    const texts = ['\u{1F600}', '\uFFFD', '钢', '钢筋', '', 'a\0', 'a', 'a\0b', 'b']
    const expected = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect([...texts].sort((a, b) => Buffer.compare(valueKey(a), valueKey(b)))).toEqual(expected)
  })
})

describe('a document', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = writeDocument(new Map([['value', value]]))
        expect(writeDocument(readDocument(bytes)).equals(bytes)).toBe(true)
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  it('that is cut or changed anywhere is read or refused, never anything else', () => {
    const bytes = writeDocument(
      new Map<string, Value>([
        ['a', ['x', new Int32(1)]],
        ['b', new Map([['c', new Date(0)]])],
      ]),
    )
    for (let at = 0; at < bytes.length; at++) {
      for (const damaged of [bytes.subarray(0, at), Buffer.from(bytes).fill(0xff, at, at + 1)]) {
        try {
          readDocument(damaged)
        } catch (error) {
          expect(error).toMatchObject({ codeName: 'InvalidBSON' })
        }
      }
    }
  })
})
