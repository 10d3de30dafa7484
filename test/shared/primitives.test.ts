import * as v from 'valibot'
import { fen, hoursTenths, isoDate, isRealDate, line, recordId, revision } from '#shared/primitives'

const takes = (schema: v.GenericSchema, input: unknown) => v.safeParse(schema, input).success

describe('a day', () => {
  it.each(['2021-06-18', '2020-02-29', '2000-02-29', '1900-01-01'])('%s exists', (text) => {
    expect(takes(isoDate, text)).toBe(true)
    expect(isRealDate(text)).toBe(true)
  })

  it.each(['2021-02-29', '1900-02-29', '2021-06-31', '2021-00-10', '2021-13-01', '2021-06-00', '1899-12-31'])(
    '%s does not exist',
    (text) => expect(takes(isoDate, text)).toBe(false),
  )

  it.each([
    '2021-6-18',
    '20210618',
    '2021-06-18T00:00:00Z',
    ' 2021-06-18',
    '２０２１-06-18',
    '',
    20210618,
    null,
  ])('%j is not how a day is written', (input) => expect(takes(isoDate, input)).toBe(false))
})

describe('money and hours', () => {
  it.each([0, 1, 10_000_000_000])('%s fen is a sum', (sum) => expect(takes(fen, sum)).toBe(true))
  it.each([-1, 0.5, 10_000_000_001, NaN, Infinity, '100', null])('%s fen is none', (sum) =>
    expect(takes(fen, sum)).toBe(false),
  )
  it.each([0, 5, 400])('%s tenths of an hour can be credited', (hours) =>
    expect(takes(hoursTenths, hours)).toBe(true),
  )
  it.each([-5, 0.5, '5', NaN])('%s tenths cannot', (hours) => expect(takes(hoursTenths, hours)).toBe(false))
  it.each([-1, 1.5, '0'])('%s is no revision', (number) => expect(takes(revision, number)).toBe(false))
})

describe('an identifier', () => {
  it.each(['0123456789abcdef01234567'])('%s is taken', (id) => expect(takes(recordId, id)).toBe(true))
  it.each(['0123456789ABCDEF01234567', 'abc', '', { $ne: null }, ['0123456789abcdef01234567']])(
    '%j is refused',
    (id) => expect(takes(recordId, id)).toBe(false),
  )
})

describe('a line of text', () => {
  it('is trimmed, and composed the same way however it was typed', () => {
    expect(v.parse(line(10), '  工地 ')).toBe('工地')
    expect(v.parse(line(10), 'e\u0301')).toBe('é')
  })

  it.each([
    ['nothing but spaces', ' \u3000\t '],
    ['a line break', 'a\nb'],
    ['NUL', 'a\u0000b'],
    ['an override of direction', 'a\u202eb'],
    ['a zero-width space', 'a\u200bb'],
    ['more than it may hold', '长'.repeat(11)],
  ])('with %s is refused', (_why, text) => expect(takes(line(10), text)).toBe(false))
})
