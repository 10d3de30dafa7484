import type { ClientSession } from 'mongoose'
import { maskName } from '#shared/identity'
import { chineseDay } from '#shared/subsidy-calendar'
import { noticeRules } from '#shared/notice-rules'
import { isQuietAt } from '#shared/notice-settings'
import type { Command, Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { nameOf } from '../people/person-contact.service'
import { personIdsByIdentity } from '../people/person-by-identity.service'
import { shanghaiDate } from '../programme-clock'
import type { SendSms } from '../sms/sms.client'
import { openRow } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import type { Crew } from './crew.service'

/** What the job works with. */
export interface CrewTellingDeps {
  deployment: Deployment
  moment: () => Moment
  sendSms: SendSms | null
}

const BATCH = 50

/** The foreman as those see them who are asked to join: masked, as people know who hired them. */
export async function foremanMasked(
  { deployment }: Pick<Command, 'deployment'>,
  crew: Crew,
  tx: ClientSession | null,
): Promise<string> {
  const name = await nameOf(deployment.cipher, crew.foremanId, tx)
  return name === null ? '班组长' : maskName(name)
}

/**
 * Asks the people of new rows to confirm: by a message who has an account, by an SMS who has none. The foreman does not
 * learn which of the two it was.
 */
export async function tellMembers(
  command: Command,
  crew: Crew,
  members: readonly CrewMember[],
): Promise<void> {
  const waiting = members.filter(
    ({ state, residentIdIndex }) => state === 'unconfirmed' && residentIdIndex !== null,
  )
  if (waiting.length === 0) return
  const { tx, deployment } = command
  const indexes = waiting.flatMap(({ residentIdIndex }) => residentIdIndex ?? [])
  const known = await personIdsByIdentity(indexes, tx)
  const foreman = await foremanMasked(command, crew, tx)
  const unknown: CrewMember[] = []
  for (const member of waiting) {
    const personId = known.get(member.residentIdIndex ?? '')
    if (!personId) {
      if (openRow(deployment.cipher, member).mobileNumber !== '' && member.sms === 'none')
        unknown.push(member)
      continue
    }
    const day = chineseDay(shanghaiDate(member.confirmUntil ?? command.moment.now))
    await notify(command, {
      personId,
      kind: 'crew_invited',
      values: { foreman, crew: crew.name, site: crew.siteName, day },
      typed: ['crew', 'site'],
      onceKey: `crew:${member._id.toHexString()}:${day}`,
    })
  }
  const ids = unknown.map(({ _id }) => _id)
  if (ids.length > 0)
    await CrewMembers.updateMany({ _id: { $in: ids } }, { $set: { sms: 'due' } }, { session: tx })
}

/**
 * Sends the SMS that are due by day, each at most once: `sending` is written before the call, and what was begun is never
 * begun again. @returns how many went out
 */
export async function sendCrewSms({ deployment, moment, sendSms }: CrewTellingDeps): Promise<number> {
  if (!sendSms || isQuietAt(shanghaiTime(moment().now))) return 0
  let count = 0
  for (let left = BATCH; left > 0; left -= 1) {
    const member = await CrewMembers.findOneAndUpdate(
      { sms: 'due' },
      { $set: { sms: 'sending' } },
      { returnDocument: 'after' },
    ).lean<CrewMember>()
    if (!member) break
    const { mobileNumber } = openRow(deployment.cipher, member)
    if (member.state !== 'unconfirmed' || mobileNumber === '') continue
    const { template, values } = noticeRules.crew_invited.sms
    const context = member._id.toHexString()
    const { outcome } = await sendSms({ mobileNumber, template, values, context })
    await CrewMembers.updateOne({ _id: member._id }, { $set: { sms: outcomeOf(outcome) } })
    count += outcome === 'sent' ? 1 : 0
  }
  return count
}

function outcomeOf(outcome: Awaited<ReturnType<SendSms>>['outcome']): CrewMember['sms'] {
  if (outcome === 'later') return 'due'
  return outcome === 'refused' || outcome === 'misconfigured' ? 'failed' : 'sent'
}

/** `HH:MM` in Asia/Shanghai, which has no summer time. */
function shanghaiTime(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
}
