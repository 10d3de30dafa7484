import type { ClientSession } from 'mongoose'
import type { PolicyEventBody } from '#shared/policy-versions'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { supersedeActive } from './policy-activation.service'
import { countUnseen } from './policy-difference-lines'
import { advanceBySystem, advanceVersion, permittedTransition } from './policy-transition'
import { PolicyVersions, type PolicyVersion } from './policy-version.model'

type Body<Event extends PolicyEventBody['event']> = Extract<PolicyEventBody, { event: Event }>

/**
 * One event of the table, and what follows from it.
 * @throws Problem as `advanceVersion`; `invalid_fields` for a day that cannot be
 */
export async function happenToVersion(
  command: Command,
  stored: PolicyVersion,
  body: PolicyEventBody,
): Promise<PolicyVersion> {
  const { personId } = command.actor
  switch (body.event) {
    case 'review':
      return advanceVersion(command, stored, {
        event: 'review',
        set: { reviewerId: personId },
        detail: body.comment ?? '',
      })
    case 'return_to_draft':
      return advanceVersion(command, stored, {
        event: 'return_to_draft',
        set: { reviewerId: null, approverId: null, difference: unsigned(stored) },
        detail: body.reason,
      })
    case 'approve':
      return advanceVersion(command, stored, {
        event: 'approve',
        set: { approverId: personId },
        detail: body.comment ?? '',
      })
    case 'schedule':
      return schedule(command, stored, body)
    case 'unschedule':
      return advanceVersion(command, stored, {
        event: 'unschedule',
        set: { activeFrom: null },
        unsetSlot: true,
        detail: body.reason,
      })
    case 'activate':
      return activateToday(command, stored)
    case 'close':
      // Without a successor: who books later can claim nothing, who booked before still can.
      return advanceVersion(command, stored, {
        event: 'close',
        set: { closedOn: command.moment.today },
        unsetSlot: true,
        detail: body.reason,
      })
  }
}

/** From the day on, this version decides. Whatever was scheduled before gives way. */
async function schedule(
  command: Command,
  stored: PolicyVersion,
  { activeFrom }: Body<'schedule'>,
): Promise<PolicyVersion> {
  await permittedWithAllClaimsSeen(command, stored, 'schedule')
  const { today } = command.moment
  if (activeFrom <= today) throw wrongDay('生效日最早是明天；今天就要执行请点“启用”')
  if (activeFrom < stored.effectiveFrom) throw wrongDay('生效日在这一版的开始日之前，请改日期')
  if (activeFrom > stored.effectiveUntil) throw wrongDay('生效日在这一版的结束日之后，请改日期')
  await replaceScheduled(command, stored)
  return advanceVersion(command, stored, {
    event: 'schedule',
    set: { activeFrom, slot: 'scheduled' },
    detail: `${activeFrom}生效`,
  })
}

/** This version decides from today on. One day has one version: a second switch has to wait for tomorrow. */
async function activateToday(command: Command, stored: PolicyVersion): Promise<PolicyVersion> {
  const { moment, deployment, tx } = command
  await permittedWithAllClaimsSeen(command, stored, 'activate')
  if (deployment.policies.inForce.activeFrom >= moment.today) {
    throw wrongDay('今天已经换过一版，请定明天或以后生效')
  }
  await replaceScheduled(command, stored)
  await supersedeActive(stored, { today: moment.today, at: moment.programmeNow, tx })
  return advanceVersion(command, stored, {
    event: 'activate',
    set: { activeFrom: moment.today, slot: 'active' },
    detail: `${moment.today}起执行`,
  })
}

/**
 * What was signed must still be all that the version changes. The claims are worked out again only once nothing else
 * stands in the way.
 */
async function permittedWithAllClaimsSeen(
  command: Command,
  stored: PolicyVersion,
  event: 'schedule' | 'activate',
): Promise<void> {
  permittedTransition(command, stored, event)
  permittedTransition(command, stored, event, await countUnseen(stored, command.tx))
}

async function replaceScheduled(command: Command, successor: PolicyVersion): Promise<void> {
  const { tx, moment } = command
  const scheduled = await findScheduled(tx)
  if (!scheduled || scheduled._id.equals(successor._id)) return
  await advanceBySystem(
    scheduled,
    {
      event: 'supersede',
      set: { activeFrom: null },
      unsetSlot: true,
      detail: `还没生效，由第${String(successor.version)}版接替`,
    },
    { today: moment.today, at: moment.programmeNow, tx },
  )
}

function findScheduled(tx: ClientSession): Promise<PolicyVersion | null> {
  return PolicyVersions.findOne({ slot: 'scheduled' }).session(tx).lean<PolicyVersion>().exec()
}

function unsigned({ difference }: PolicyVersion): PolicyVersion['difference'] {
  return difference && { ...difference, signature: null }
}

function wrongDay(detail: string) {
  return invalidFields([{ pointer: '/activeFrom', code: 'day', detail }])
}
