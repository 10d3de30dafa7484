import { Types } from 'mongoose'
import { CREW_CONFIRM_DAYS } from '#shared/crews'
import { LONGEST_ROSTER } from '#shared/roster'
import type { RosterRow } from '#shared/roster-types'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { keyOf, openRow, sealRow, typedKeyOf, type CrewRow } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { tellMembers } from './crew-telling.service'
import { takeRosterTurn, type Crew } from './crew.service'

const DAY_MS = 86_400_000
/** Checking and writing out a hundred records at one go holds up everybody else for longer than an eye notices. */
const WRITTEN_AT_ONCE = 20

/** What became of the rows of a roster. */
export interface RosterOutcome {
  added: number
  faulty: number
  unchanged: number
  changed: number
}

/**
 * Puts a roster's people into a crew. Who is there already is not there twice, however the roster is sorted or repeated;
 * good rows wait for their person, faulty ones for the foreman.
 * @throws Problem `not_in_this_state` when the crew would get too large
 */
export async function addRows(
  command: Command,
  crew: Crew,
  rows: readonly RosterRow[],
): Promise<RosterOutcome> {
  const { tx, deployment } = command
  await takeRosterTurn(crew, tx)
  const known = await knownMembers(command, crew, rows)
  const outcome: RosterOutcome = { added: 0, faulty: 0, unchanged: 0, changed: 0 }
  const fresh: CrewMember[] = []
  const renewed: CrewMember[] = []
  for (const row of rows) {
    const typedKey = typedKeyOf(deployment.cipher, row)
    const member = known.get(typedKey) ?? known.get(keyOf(deployment.cipher, row))
    if (!member) {
      fresh.push(memberOf(command, crew, row))
      continue
    }
    const next = member.state === 'expired' ? row : combined(command, member, row)
    const isKnownText = member.typedKeys.includes(typedKey)
    if ((isKnownText && member.state !== 'expired') || !mayChange(member)) outcome.unchanged += 1
    else {
      outcome.changed += 1
      renewed.push(await store(command, member, { row: next, typedKey }))
    }
  }
  await refuseTooMany(crew, fresh.length, command)
  for (let from = 0; from < fresh.length; from += WRITTEN_AT_ONCE)
    await CrewMembers.insertMany(fresh.slice(from, from + WRITTEN_AT_ONCE), { session: tx })
  outcome.added = fresh.length
  outcome.faulty = [...fresh, ...renewed].filter(({ state }) => state === 'faulty').length
  await tellMembers(command, crew, [...fresh, ...renewed])
  return outcome
}

/** Nobody overwrites what a person has confirmed or declined. */
function mayChange({ state }: CrewMember): boolean {
  return state === 'faulty' || state === 'unconfirmed' || state === 'expired'
}

async function knownMembers(
  { deployment, tx }: Command,
  crew: Crew,
  rows: readonly RosterRow[],
): Promise<Map<string, CrewMember>> {
  const { cipher } = deployment
  const crewId = crew._id
  const byTyped = { typedKeys: { $in: rows.map((row) => typedKeyOf(cipher, row)) } }
  const byKey = { key: { $in: rows.map((row) => keyOf(cipher, row)) } }
  // Two look-ups by index instead of one by neither.
  const found = [
    ...(await CrewMembers.find({ crewId, ...byTyped })
      .session(tx)
      .lean<CrewMember[]>()),
    ...(await CrewMembers.find({ crewId, ...byKey })
      .session(tx)
      .lean<CrewMember[]>()),
  ]
  return new Map(
    found.flatMap((member) => [member.key, ...member.typedKeys].map((key) => [key, member] as const)),
  )
}

function memberOf(command: Command, crew: Crew, row: CrewRow): CrewMember {
  const _id = new Types.ObjectId()
  const { cipher } = command.deployment
  return {
    _id,
    crewId: crew._id,
    ...sealRow(cipher, _id, row),
    typedKeys: [typedKeyOf(cipher, row)],
    personId: null,
    addedAt: command.moment.now,
    settledAt: null,
    ...waiting(command, row),
    revision: 0,
  }
}

/** How a row waits: for its person, or to be mended. */
function waiting(
  { moment }: Command,
  { problems }: CrewRow,
): Pick<CrewMember, 'state' | 'confirmUntil' | 'sms'> {
  return problems.length > 0
    ? { state: 'faulty', confirmUntil: null, sms: 'none' }
    : {
        state: 'unconfirmed',
        confirmUntil: new Date(moment.now.getTime() + CREW_CONFIRM_DAYS * DAY_MS),
        sms: 'none',
      }
}

/** What is on file, with what another text adds to it; another name is marked, as one of them must be wrong. */
function combined({ deployment }: Command, member: CrewMember, row: CrewRow): CrewRow {
  const before = openRow(deployment.cipher, member)
  const names = [...new Set([before.name, row.name])].sort()
  const differs =
    names.length === 1
      ? []
      : [
          {
            field: 'name' as const,
            code: 'differs' as const,
            detail: `同一个证件号码写了2个姓名：${names.join('、')}。请留下对的那个`,
          },
        ]
  const others = before.problems.filter(({ field }) => field !== 'name' || differs.length === 0)
  return {
    ...before,
    mobileNumber: before.mobileNumber || row.mobileNumber,
    trade: before.trade || row.trade,
    tradeSeq: before.trade === '' ? row.tradeSeq : before.tradeSeq,
    problems: [...others, ...differs],
  }
}

/** Writes a row anew, with its waiting begun again. @throws Problem `already_used` when the person is there already */
export async function store(
  command: Command,
  member: CrewMember,
  { row, typedKey }: { row: CrewRow; typedKey: string },
): Promise<CrewMember> {
  const sealed = sealRow(command.deployment.cipher, member._id, row)
  const twin = await CrewMembers.findOne({ crewId: member.crewId, key: sealed.key })
    .session(command.tx)
    .lean<CrewMember>()
  if (twin && !twin._id.equals(member._id)) {
    throw new Problem('already_used', { detail: '这个人已经在名单里了。多出来的这一行可以删掉' })
  }
  const typedKeys = [...new Set([...member.typedKeys, typedKey])].slice(-20)
  const isStillWaiting = member.state === 'unconfirmed' && row.problems.length === 0
  const set = {
    ...sealed,
    typedKeys,
    ...(isStillWaiting && member.residentIdIndex === sealed.residentIdIndex ? {} : waiting(command, row)),
  }
  const changed = await CrewMembers.findOneAndUpdate(
    { _id: member._id, revision: member.revision },
    { $set: set, $inc: { revision: 1 } },
    { session: command.tx, returnDocument: 'after' },
  ).lean<CrewMember>()
  if (!changed) throw new Problem('changed_meanwhile')
  return changed
}

async function refuseTooMany({ _id: crewId }: Crew, more: number, { tx }: Command): Promise<void> {
  const count = await CrewMembers.countDocuments({ crewId }).session(tx)
  if (count + more > LONGEST_ROSTER)
    throw new Problem('not_in_this_state', { detail: `一个班组最多${LONGEST_ROSTER}人，请另建一个班组` })
}
