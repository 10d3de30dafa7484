import * as v from 'valibot'
import { birthDateOf, canonicalIdentityNumber, documentOf, identityNumber } from '#shared/identity-documents'
import { isResidentId, personName } from '#shared/identity'

/** Invented, with the check character that belongs to it. */
const withCheck = (seventeen: string): string =>
  [...'0123456789X'].map((check) => seventeen + check).find(isResidentId) ?? ''

const taken = (text: string): string | null => {
  const result = v.safeParse(identityNumber, text)
  return result.success ? result.output : null
}
const why = (text: string): string | undefined => v.safeParse(identityNumber, text).issues?.[0].message

describe('the number of an identity document', () => {
  it.each([
    [withCheck('99999919790315101'), 'resident_identity_card'],
    [withCheck('81000019790315101'), 'hk_macao_taiwan_residence_permit'],
    [withCheck('82000019790315101'), 'hk_macao_taiwan_residence_permit'],
    [withCheck('83000019790315101'), 'hk_macao_taiwan_residence_permit'],
    ['H99999901', 'hk_macao_travel_permit'],
    ['M99999901', 'hk_macao_travel_permit'],
    ['99999901', 'taiwan_travel_permit'],
  ])('%s belongs to %s', (id, document) => {
    expect([taken(id), documentOf(id)]).toEqual([id, document])
  })

  it('of a permit for Hong Kong or Macao is the same before and after a renewal', () => {
    expect(canonicalIdentityNumber('H9999990100')).toBe('H99999901')
    expect([taken('h9999990107'), taken(' Ｈ 9999 9901 ')]).toEqual(['H99999901', 'H99999901'])
  })

  it.each([
    ['a wrong check character', withCheck('81000019790315101').replace(/.$/, '?')],
    ['a place code that nobody has', withCheck('81000119790315101')],
    ['a Taiwanese place code with a district', withCheck('83010019790315101')],
    ['the letter C of a mainland passport card', 'C99999901'],
    ['seven digits', 'H9999990'],
    ['three digits of renewal', 'H99999901000'],
    ['nine digits', '999999012'],
    ['nothing', ''],
  ])('with %s is refused', (_why, id) => expect(taken(id)).toBeNull())

  it('is refused with what its own document looks like', () => {
    expect(why('H1234')).toContain('H或M加8位数字')
    expect(why('9999990102')).toContain('前8位')
    expect(why('999999197903151012')).toContain('对照证件')
    expect(why('12345')).toContain('18位')
  })

  it('tells the day of birth, where it is a resident number', () => {
    expect(birthDateOf(withCheck('83000019790315101'))).toBe('1979-03-15')
    expect([birthDateOf('H99999901'), birthDateOf('99999901')]).toEqual([null, null])
  })
})

describe('a name of a minority, or with a rare character', () => {
  it.each([
    '阿卜·买',
    '阿卜•买',
    '阿卜．买',
    '阿卜・買'.replace('買', '买'),
    '阿卜﹒买',
    '阿卜 · 买',
    '阿卜‧买',
  ])('has one kind of dot, whatever the keyboard wrote: %s', (typed) =>
    expect(v.parse(personName, typed)).toBe('阿卜·买'),
  )

  it('is counted by characters: two of Extension B are a name, one is none, thirty are not too many', () => {
    expect(v.parse(personName, '𠮷𪚥')).toBe('𠮷𪚥')
    expect(v.safeParse(personName, '𠮷').issues?.[0].message).toBe('姓名至少2个字')
    expect(v.parse(personName, '𠮷'.repeat(30))).toHaveLength(60)
    expect(v.safeParse(personName, '𠮷'.repeat(31)).issues?.[0].message).toBe('姓名最多30个字')
  })

  it('is the same with and without a selector of its drawing', () => {
    expect(v.parse(personName, '王葛\u{E0100}')).toBe('王葛')
  })

  it('of a register’s own drawing is refused with the way out', () => {
    expect(v.safeParse(personName, '王\u{E863}').issues?.[0].message).toContain('窗口')
  })
})
