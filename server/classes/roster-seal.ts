import { createHash } from 'node:crypto'
import type { Types } from 'mongoose'

/** Says what is hashed, so that the same ids in another place never give the same hash. */
const PURPOSE = 'jiangbutong class roster 1'

/**
 * The hash that seals a roster: SHA-256, in hexadecimal, over the purpose, the class and the enrolments, a line each, in the
 * order in which they came. Anybody who has the ids can work it out again, and ids tell nothing of people.
 */
export function rosterHash(classId: Types.ObjectId, enrolmentIds: readonly Types.ObjectId[]): string {
  const lines = [PURPOSE, classId.toHexString(), ...enrolmentIds.map((id) => id.toHexString())]
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex')
}
