import * as v from 'valibot'
import { birthDate, canonicalResidentId, isResidentId } from './identity'

/**
 * What proves who a person is. 港澳台居民居住证 carries a number of the same kind as the resident identity card, with
 * the place codes 810000, 820000 and 830000.
 */
export const identityDocuments = [
  'resident_identity_card',
  'hk_macao_taiwan_residence_permit',
  'hk_macao_travel_permit',
  'taiwan_travel_permit',
] as const
export type IdentityDocument = (typeof identityDocuments)[number]

const RESIDENCE_PERMIT_PLACE = /^(?:810000|820000|830000)/
const OTHER_PLACE_BEYOND_THE_MAINLAND = /^8[123]/
/** H for Hong Kong, M for Macao, eight digits for life; cards until 2013 print two more, which count the renewals. */
const HK_MACAO_PERMIT = /^[HM]\d{8}(?:\d{2})?$/
/** Eight digits for life. */
const TAIWAN_PERMIT = /^\d{8}$/

/** Which document has a number like this; null when none has. @param id canonical */
export function documentOf(id: string): IdentityDocument | null {
  if (HK_MACAO_PERMIT.test(id)) return 'hk_macao_travel_permit'
  if (TAIWAN_PERMIT.test(id)) return 'taiwan_travel_permit'
  if (!isResidentId(id)) return null
  if (RESIDENCE_PERMIT_PLACE.test(id)) return 'hk_macao_taiwan_residence_permit'
  return OTHER_PLACE_BEYOND_THE_MAINLAND.test(id) ? null : 'resident_identity_card'
}

/**
 * The same text for the same person: the two digits that count the renewals of a permit for Hong Kong and Macao are
 * dropped, or whoever renews theirs would be somebody else.
 */
export function canonicalIdentityNumber(text: string): string {
  const id = canonicalResidentId(text)
  return HK_MACAO_PERMIT.test(id) ? id.slice(0, 9) : id
}

/** The day of birth that the number tells, `YYYY-MM-DD`; null for a permit, which tells none. */
export function birthDateOf(id: string): string | null {
  return isResidentId(id) ? birthDate(id) : null
}

/** The number of any of the documents, as a person types it. */
export const identityNumber = v.pipe(
  v.string('请填身份证号'),
  v.transform(canonicalIdentityNumber),
  v.nonEmpty('请填身份证号'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && documentOf(dataset.value) === null) {
      addIssue({ message: whatIsWrong(dataset.value) })
    }
  }),
)

function whatIsWrong(id: string): string {
  if (/^[HM]/.test(id)) return '港澳通行证号码是H或M加8位数字，请对照证件再看一遍'
  if (/^\d{10}$/.test(id)) return '台胞证请填前8位，后面的不用填'
  if (/^\d{17}[\dX]$/.test(id)) return '证件号码有误，请对照证件再看一遍'
  if (/^\d{11,}X?$/.test(id)) return '身份证号要18位'
  return '身份证、居住证号码要18位，港澳通行证9位，台胞证8位'
}
