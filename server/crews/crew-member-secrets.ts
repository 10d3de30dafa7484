import type { Types } from 'mongoose'
import { rosterKey } from '#shared/roster-rows'
import type { RosterRow } from '#shared/roster-types'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { CrewMember } from './crew-member.model'

/** What a row says, in clear. `problems` name people, and so are kept with it. */
export type CrewRow = Pick<
  RosterRow,
  'name' | 'idNumber' | 'mobileNumber' | 'trade' | 'tradeSeq' | 'problems'
>

/** Where and as what a row is stored. */
export type SealedRow = Pick<CrewMember, 'key' | 'sealed' | 'residentIdIndex' | 'tradeSeq'>

/** A row as it is stored: all of it encrypted for this record, with keyed indexes for what is looked up. */
export function sealRow(cipher: FieldCipher, memberId: Types.ObjectId, row: CrewRow): SealedRow {
  const { name, idNumber, mobileNumber, trade, tradeSeq, problems } = row
  const hasNumber = idNumber !== '' && problems.every(({ field }) => field !== 'idNumber')
  return {
    key: keyOf(cipher, row),
    sealed: cipher.encrypt(
      JSON.stringify({ name, idNumber, mobileNumber, trade, problems }),
      placeOf(memberId),
    ),
    residentIdIndex: hasNumber ? cipher.blindIndex(idNumber, 'residentIdNumber') : null,
    tradeSeq,
  }
}

/** A row in clear. */
export function openRow(
  cipher: FieldCipher,
  { _id, sealed, tradeSeq }: Pick<CrewMember, '_id' | 'sealed' | 'tradeSeq'>,
): CrewRow {
  return { ...(JSON.parse(cipher.decrypt(sealed, placeOf(_id))) as Omit<CrewRow, 'tradeSeq'>), tradeSeq }
}

/** A row whose person says no, or never answered: the numbers are let go, the name stays, so that the foreman sees who is missing. */
export function withoutNumbers(
  cipher: FieldCipher,
  member: Pick<CrewMember, '_id' | 'sealed' | 'tradeSeq'>,
): Pick<CrewMember, 'sealed' | 'residentIdIndex'> {
  const { name, trade, tradeSeq } = openRow(cipher, member)
  const row = { name, trade, tradeSeq, idNumber: '', mobileNumber: '', problems: [] }
  return { sealed: sealRow(cipher, member._id, row).sealed, residentIdIndex: null }
}

/** What tells this row's person from others of the crew. */
export function keyOf(cipher: FieldCipher, row: CrewRow): string {
  return cipher.blindIndex(rosterKey({ ...row, lines: [] }), 'crewMember')
}

/** What tells this very text from another about the same person. */
export function typedKeyOf(cipher: FieldCipher, { name, idNumber, mobileNumber, trade }: CrewRow): string {
  return cipher.blindIndex(JSON.stringify([name, idNumber, mobileNumber, trade]), 'crewMemberTyped')
}

function placeOf(memberId: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'crew_members', field: 'sealed', recordId: memberId.toHexString() }
}
