import { Problem } from '#shared/problem'
import type { Actor, Context } from '../context'
import { invalidFields } from '../http/problem'
import { shanghaiDate } from '../programme-clock'
import { IdentityProofs } from './identity-proof.model'
import { findPerson, type Person } from './person.service'

const TRIES_A_DAY = 5
const DAY_MS = 86_400_000

/**
 * Whether whoever holds the phone knows the identity number on file. Every try is counted before it is looked at, and on
 * its own: it counts although it is refused. Who has no number on file has nothing to prove it with: their copy shows the card masked.
 * @throws Problem `not_signed_in`, `invalid_fields` for another number, `too_many_requests` after five tries a day
 */
export async function proveIdentity(
  { deployment, moment, actor }: Context & { actor: Actor },
  identityNumber: string | undefined,
): Promise<Person> {
  const person = await findPerson(actor.personId)
  if (!person) throw new Problem('not_signed_in')
  if (!person.identity) return person
  if (identityNumber === undefined) throw wrong('请填登记的证件号码，确认是您本人')
  if ((await countTry(actor.id, moment.now)) > TRIES_A_DAY) {
    throw new Problem('too_many_requests', {
      detail: `今天已经试了${TRIES_A_DAY}次，请明天再试，或带证件到窗口办理`,
    })
  }
  const index = deployment.cipher.blindIndex(identityNumber, 'residentIdNumber')
  if (index !== person.identity.residentIdIndex) throw wrong('和登记的证件号码不一样，请对照证件再看一遍')
  return person
}

/**
 * Counts a try of the day, on its own and in every process. @param by a person's id, or a word before it for tries that
 * are counted apart @returns how many there were with this one
 */
export async function countTry(by: string, now: Date): Promise<number> {
  const _id = `${by}:${shanghaiDate(now)}`
  const counted = await IdentityProofs.findOneAndUpdate(
    { _id },
    { $inc: { tries: 1 }, $set: { forgetAt: new Date(now.getTime() + 2 * DAY_MS) } },
    { upsert: true, returnDocument: 'after' },
  ).lean()
  return counted.tries
}

function wrong(detail: string): Problem {
  return invalidFields([{ pointer: '/identityNumber', code: 'not_on_file', detail }])
}
