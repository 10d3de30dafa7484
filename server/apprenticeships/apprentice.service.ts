import { Types, type ClientSession } from 'mongoose'
import {
  APPRENTICE_CONFIRM_DAYS,
  MOST_APPRENTICES,
  type ApprenticeLeavingBody,
  type ApprenticeYearBody,
  type NewApprenticeBody,
} from '#shared/apprenticeships'
import { rowOn } from '#shared/policy-catalogue'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { findInstitution } from '../institutions/institution.service'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import { holderOfIdentity } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import type { FieldCipher } from '../personal-data/field-cipher'
import { Apprentices, type Apprentice } from './apprentice.model'
import { advanceApprenticeship, lastDayOfStage, type Apprenticeship } from './apprenticeship.service'

export type { Apprentice } from './apprentice.model'

const DAY_MS = 86_400_000

/** Everybody on the roster of a programme, in the order in which they were written down. */
export function apprenticesOf(
  apprenticeshipId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Apprentice[]> {
  return Apprentices.find({ apprenticeshipId }).session(tx).sort({ _id: 1 }).lean<Apprentice[]>().exec()
}

/** Name and number as the enterprise typed them; null once the person's account is deleted. */
export function openApprentice(
  cipher: FieldCipher,
  { _id, sealed }: Pick<Apprentice, '_id' | 'sealed'>,
): NewApprenticeBody | null {
  return sealed === null ? null : (JSON.parse(cipher.decrypt(sealed, placeOf(_id))) as NewApprenticeBody)
}

/** Until when the person can confirm; null where nothing waits. */
export function confirmUntil({ state, addedAt }: Pick<Apprentice, 'state' | 'addedAt'>): Date | null {
  return state === 'waiting' ? new Date(addedAt.getTime() + APPRENTICE_CONFIRM_DAYS * DAY_MS) : null
}

/** Whether somebody is still an apprentice after the last day of a year. */
export function isThereAtEnd({ state, leftOn }: Apprentice, lastDay: string | null): boolean {
  if (state === 'confirmed') return true
  return state === 'left' && leftOn !== null && lastDay !== null && leftOn > lastDay
}

/** Writes an apprentice down, before the programme is handed in. @throws Problem `not_in_this_state`, `invalid_fields` */
export async function addApprentice(
  command: Command,
  programme: Apprenticeship,
  body: NewApprenticeBody,
): Promise<Apprenticeship> {
  const { deployment, moment, tx } = command
  refuseAfterOpening(programme)
  const moved = await advanceApprenticeship(command, programme, { event: 'edit' })
  const known = await apprenticesOf(programme._id, tx)
  if (known.length >= MOST_APPRENTICES)
    throw new Problem('not_in_this_state', { detail: '一个学徒班最多50人，请再登记一个班' })
  const residentIdIndex = deployment.cipher.blindIndex(body.residentIdNumber, 'residentIdNumber')
  if (known.some((each) => each.residentIdIndex === residentIdIndex))
    throw invalidFields([{ pointer: '/residentIdNumber', code: 'double', detail: '这个人已经在名单里' }])
  const _id = new Types.ObjectId()
  const record = {
    ...{
      _id,
      apprenticeshipId: programme._id,
      residentIdIndex,
      state: 'waiting' as const,
      addedAt: moment.now,
    },
    sealed: deployment.cipher.encrypt(JSON.stringify(body), placeOf(_id)),
  }
  await Apprentices.create([record], { session: tx })
  await ask(command, programme, body)
  return moved
}

/** Who has an account is asked there; the enterprise does not learn whether that is so. */
async function ask(
  command: Command,
  { institutionId, tradeSeq, startsOn }: Apprenticeship,
  { residentIdNumber }: NewApprenticeBody,
): Promise<void> {
  const { deployment, moment, tx } = command
  const personId = await holderOfIdentity(deployment.cipher, residentIdNumber, tx)
  if (personId === null) return
  const enterprise = (await findInstitution(institutionId))?.name ?? ''
  const until = new Date(moment.now.getTime() + APPRENTICE_CONFIRM_DAYS * DAY_MS)
  const trade = rowOn(deployment.policies.inForce.catalogue, tradeSeq, startsOn)?.name ?? ''
  const values = { enterprise, trade, day: chineseDay(shanghaiDate(until)) }
  await notify(command, { personId, kind: 'apprentice_asked', values })
}

/** Takes somebody off the roster who has not confirmed. @throws Problem `not_found`, `not_in_this_state` */
export async function removeApprentice(
  command: Command,
  programme: Apprenticeship,
  apprenticeId: string,
): Promise<Apprenticeship> {
  const apprentice = await apprenticeIn(programme, apprenticeId, command.tx)
  if (apprentice.state === 'confirmed' || apprentice.state === 'left')
    throw new Problem('not_in_this_state', { detail: '他已经确认过。不来了请登记退出' })
  const moved = await advanceApprenticeship(command, programme, { event: 'edit' })
  await Apprentices.deleteOne({ _id: apprentice._id, state: apprentice.state }, { session: command.tx })
  return moved
}

/**
 * The enterprise says from which day on somebody is not there any more: not in a year that was handed in, and not ahead.
 * @throws Problem `not_found`, `not_allowed`, `not_in_this_state`, `invalid_fields`
 */
export async function noteLeaving(
  { actor, moment, tx }: Command,
  programme: Apprenticeship,
  { apprenticeId, leftOn, reason }: ApprenticeLeavingBody & { apprenticeId: string },
): Promise<void> {
  if (!actor.institutionId?.equals(programme.institutionId))
    throw new Problem('not_allowed', { detail: '这一步不归您办' })
  const { state, stage, startsOn } = programme
  const settled = state === 'planned' || state === 'returned' ? stage - 1 : stage
  const after = settled > 0 ? lastDayOfStage(programme, settled) : null
  const wrong = (detail: string) => invalidFields([{ pointer: '/leftOn', code: 'day', detail }])
  if (leftOn > moment.today) throw wrong('日期还没到，请到那天再登记')
  if (after !== null && leftOn <= after) throw wrong(`${chineseDay(after)}以前的一年已经提交，请填后面的日期`)
  if (leftOn < startsOn && stage > 0) throw wrong('比开始的日期还早，请核对')
  const { _id } = await apprenticeIn(programme, apprenticeId, tx)
  await endPlace({ _id }, { leftOn, reason }, tx)
}

/** Ends the place of a confirmed apprentice. @throws Problem `not_in_this_state` where there is none */
export async function endPlace(
  whose: { _id: Types.ObjectId; personId?: Types.ObjectId },
  { leftOn, reason }: ApprenticeLeavingBody,
  tx: ClientSession,
): Promise<void> {
  const { matchedCount } = await Apprentices.updateOne(
    { ...whose, state: 'confirmed' },
    { $set: { state: 'left', leftOn, leavingReason: reason }, $unset: { runningPersonId: 1 } },
    { session: tx },
  )
  if (matchedCount === 0) throw new Problem('not_in_this_state', { detail: '现在不在这个学徒班里' })
}

/** Writes down what the year that is open was for one apprentice; again replaces it. */
export async function recordYear(
  command: Command,
  programme: Apprenticeship,
  { apprenticeId, ...record }: ApprenticeYearBody & { apprenticeId: string },
): Promise<Apprenticeship> {
  if (programme.stage === 0 || record.year !== programme.stage)
    throw new Problem('not_in_this_state', { detail: '这一年现在不能登记' })
  const apprentice = await apprenticeIn(programme, apprenticeId, command.tx)
  if (!isThereAtEnd(apprentice, lastDayOfStage(programme, record.year)))
    throw new Problem('not_in_this_state', { detail: '他这一年没有学完，不用登记' })
  const moved = await advanceApprenticeship(command, programme, { event: 'edit' })
  const records = [...apprentice.records.filter(({ year }) => year !== record.year), record]
  await Apprentices.updateOne({ _id: apprentice._id }, { $set: { records } }, { session: command.tx })
  return moved
}

/**
 * A row that nobody confirms any more: its number is let go, the name stays, so that the enterprise sees who is missing.
 * @returns whether it still waited
 */
export async function endWaiting(
  cipher: FieldCipher,
  apprentice: Apprentice,
  { state, tx }: { state: 'declined' | 'expired'; tx: ClientSession },
): Promise<boolean> {
  const { _id } = apprentice
  const typed = openApprentice(cipher, apprentice)
  const sealed = typed && cipher.encrypt(JSON.stringify({ ...typed, residentIdNumber: '' }), placeOf(_id))
  const ended = await Apprentices.updateOne(
    { _id, state: 'waiting' },
    { $set: { state, sealed, residentIdIndex: `let go:${_id.toHexString()}` } },
    { session: tx },
  )
  return ended.modifiedCount > 0
}

/** The programme is over: nobody's place runs any more. */
export async function endPlacesOf(apprenticeshipId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Apprentices.updateMany({ apprenticeshipId }, { $unset: { runningPersonId: 1 } }, { session: tx })
}

/** Binds a waiting row to whoever confirms it. @throws Problem `not_in_this_state` to who is an apprentice elsewhere */
export async function bindApprentice(
  _id: Types.ObjectId,
  personId: Types.ObjectId,
  tx: ClientSession,
): Promise<void> {
  try {
    const { matchedCount } = await Apprentices.updateOne(
      { _id, state: 'waiting' },
      { $set: { state: 'confirmed', personId, runningPersonId: personId } },
      { session: tx },
    )
    if (matchedCount === 0) throw new Problem('changed_meanwhile')
  } catch (error) {
    if (duplicateKeyOf(error) === null) throw error
    throw new Problem('not_in_this_state', { detail: '您已经在另一个学徒班里。要换，请先退出那一个' })
  }
}

function refuseAfterOpening({ stage }: Apprenticeship): void {
  if (stage > 0)
    throw new Problem('not_in_this_state', { detail: '名单已经审核过，不能再加人。请再登记一个班' })
}

async function apprenticeIn(
  { _id: apprenticeshipId }: Apprenticeship,
  id: string,
  tx: ClientSession,
): Promise<Apprentice> {
  const found = await Apprentices.findOne({ _id: id, apprenticeshipId }).session(tx).lean<Apprentice>()
  if (!found) throw new Problem('not_found', { detail: '名单里没有这个人，请刷新看看' })
  return found
}

function placeOf(_id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'apprentices', field: 'sealed', recordId: _id.toHexString() }
}
