import { Types, type ClientSession } from 'mongoose'
import type { CorrectionDecisionBody, CorrectionPapersView } from '#shared/identity-correction'
import { Problem } from '#shared/problem'
import { openClaimNo } from '../claims/claim.service'
import { takeTurn } from '../claims/claim-turn'
import type { Actor, Command, Context } from '../context'
import { notify } from '../notifications/notification.service'
import { IdentityCorrections, type IdentityCorrection } from './identity-correction.model'
import { settleCorrection, wantedPapers } from './identity-correction.service'
import { openIdentity } from './person-secrets'
import { findPerson, setIdentity } from './person.service'

const PAGE = 20
const overWords = '这个申请已经办完或撤回了，请刷新'

/** One page of the requests that wait, longest waiting first. @param cursor id of the last one seen */
export async function waitingCorrections(
  cursor: string | undefined,
): Promise<{ items: IdentityCorrection[]; nextCursor: string | null }> {
  const after = cursor === undefined ? {} : { _id: { $gt: idOf(cursor) } }
  const found = await IdentityCorrections.find({ state: 'waiting', ...after })
    .sort({ _id: 1 })
    .limit(PAGE + 1)
    .lean<IdentityCorrection[]>()
  const items = found.slice(0, PAGE)
  return { items, nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null }
}

/** Both papers in clear, to be compared with the document; who looked is kept. @throws Problem `not_found` */
export async function lookAtPapers(
  { actor, deployment, moment, log }: Context & { actor: Actor },
  id: string,
): Promise<{ papers: CorrectionPapersView; personId: Types.ObjectId }> {
  const correction = await IdentityCorrections.findOneAndUpdate(
    { _id: new Types.ObjectId(id), state: 'waiting' },
    { $push: { looks: { personId: actor.personId, at: moment.now } } },
  ).lean<IdentityCorrection>()
  const person = correction && (await findPerson(correction.personId))
  if (!correction || !person?.identity) throw new Problem('not_found', { detail: overWords })
  log.info({ correctionId: id, by: actor.id }, 'papers of a correction shown')
  const { name, residentIdNumber } = openIdentity(deployment.cipher, person._id, person.identity)
  const after = wantedPapers(deployment.cipher, correction)
  return { papers: { before: { name, residentIdNumber }, after }, personId: person._id }
}

/**
 * Puts the identity right, or says why not. What was decided before keeps the identity of then.
 * @throws Problem `not_found`, `changed_meanwhile` when somebody was faster, `not_in_this_state` while a claim is under way
 *   or before the papers were looked at, `already_used` for a number that somebody else has by now
 */
export async function decideCorrection(
  command: Command,
  id: string,
  decision: CorrectionDecisionBody,
): Promise<void> {
  const { actor, tx, moment, log } = command
  const correction = await IdentityCorrections.findById(id).session(tx).lean<IdentityCorrection>()
  if (!correction) throw new Problem('not_found', { detail: overWords })
  const { _id, personId, state } = correction
  if (state !== 'waiting') throw new Problem('changed_meanwhile', { detail: overWords })
  if (personId.equals(actor.personId)) throw new Problem('not_allowed', { detail: '自己的申请要请同事来办' })
  if (decision.kind === 'accept') await accept(command, correction)
  const comment = decision.kind === 'refuse' ? decision.comment : null
  const settled = await settleCorrection(
    { _id },
    {
      state: decision.kind === 'accept' ? 'accepted' : 'refused',
      ...{ decidedAt: moment.now, decidedById: actor.personId, comment },
    },
    tx,
  )
  if (!settled) throw new Problem('changed_meanwhile', { detail: overWords })
  if (comment === null) await notify(command, { personId, kind: 'correction_accepted', values: {} })
  else await notify(command, { personId, kind: 'correction_refused', values: { comment } })
  log.info({ correctionId: id, decision: decision.kind, by: actor.id }, 'correction decided')
}

async function accept(command: Command, correction: IdentityCorrection): Promise<void> {
  const { actor, tx, deployment } = command
  const { personId, looks } = correction
  if (!looks.some((look) => look.personId.equals(actor.personId)))
    throw new Problem('not_in_this_state', { detail: '请先看证件信息，和原件对过再同意' })
  await takeTurn(personId, tx)
  await refuseWhileClaimed(personId, tx)
  const person = await findPerson(personId, tx)
  if (!person?.identity) throw new Problem('not_found', { detail: overWords })
  const { mobileNumber } = openIdentity(deployment.cipher, person._id, person.identity)
  await setIdentity(command, { ...wantedPapers(deployment.cipher, correction), mobileNumber }, personId)
}

/** Who is paid must not change while a bureau or the bank has the claim. */
async function refuseWhileClaimed(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  const claimNo = await openClaimNo(personId, tx)
  if (claimNo === null) return
  throw new Problem('not_in_this_state', {
    detail: `申领${claimNo}正在办理。先退回给本人改，或者等办完再同意`,
  })
}

function idOf(cursor: string): Types.ObjectId {
  if (!Types.ObjectId.isValid(cursor)) throw new Problem('not_found')
  return new Types.ObjectId(cursor)
}
