import { join } from 'node:path'
import { Types } from 'mongoose'
import { CREW_IMPORT_STEP, type CrewImportView } from '#shared/crews'
import { Problem } from '#shared/problem'
import type { RosterReading, RosterRow } from '#shared/roster-types'
import { LONGEST_ROSTER } from '#shared/roster'
import type { Actor, Command, Context } from '../context'
import { readInThread } from '../sheets/sheet-thread'
import { CrewImports, type CrewImport } from './crew-import.model'
import { addRows } from './crew-roster.service'
import { ownCrew, type Crew } from './crew.service'

const READER = join(__dirname, 'roster-file.worker.ts')
const MOST_BYTES = 5_000_000
const DAY_MS = 86_400_000
const MOST_SHOWN_ASIDE = 50

/**
 * Reads a file and keeps what it says beside the crew: nobody of it is in the crew before the foreman takes it over.
 * @throws Problem `not_found`, `body_too_large`, `unreadable_body` with what is wrong with the file
 */
export async function readImport(
  { actor, deployment, moment }: Context & { actor: Actor },
  crewId: string,
  contentBase64: string,
): Promise<{ record: CrewImport; aside: RosterReading['aside'] }> {
  const crew = await ownCrew(actor, crewId)
  const bytes = Buffer.from(contentBase64, 'base64')
  if (bytes.length > MOST_BYTES)
    throw new Problem('body_too_large', { detail: '文件最大5MB。请只留名单再传，或分成几个文件' })
  const { rows, aside } = await readInThread<RosterReading>(READER, bytes)
  if (rows.length === 0)
    throw new Problem('unreadable_body', { detail: '没找到人。表格第一行请写“姓名、身份证号、手机号、工种”' })
  if (rows.length > LONGEST_ROSTER)
    throw new Problem('unreadable_body', { detail: `一次最多${LONGEST_ROSTER}人，请分成几个文件` })
  const _id = new Types.ObjectId()
  const record: CrewImport = {
    ...{ _id, crewId: crew._id, total: rows.length, done: 0, added: 0 },
    sealed: deployment.cipher.encrypt(JSON.stringify(rows), placeOf(_id)),
    faulty: rows.filter(({ problems }) => problems.length > 0).length,
    forgetAt: new Date(moment.now.getTime() + DAY_MS),
  }
  await CrewImports.create(record)
  return { record, aside: aside.slice(0, MOST_SHOWN_ASIDE) }
}

/** An import of a crew of the actor's own. @throws Problem `not_found` */
export async function ownImport(
  actor: Pick<Actor, 'personId'>,
  place: { id: string; importId: string },
  tx: Command['tx'] | null = null,
): Promise<{ crew: Crew; record: CrewImport }> {
  const crew = await ownCrew(actor, place.id, tx)
  const record = await CrewImports.findOne({ _id: new Types.ObjectId(place.importId), crewId: crew._id })
    .session(tx)
    .lean<CrewImport>()
  if (!record) throw new Problem('not_found', { detail: '这次导入已经清掉了，请再传一次文件' })
  return { crew, record }
}

/**
 * Takes the next rows over into the crew, in the transaction of the command: a phone that is switched off in between goes
 * on where it was, and the same rows twice are nobody twice. After the last step nothing is left but the counts.
 */
export async function takeImportStep(
  command: Command,
  place: { id: string; importId: string },
): Promise<CrewImport> {
  const { crew, record } = await ownImport(command.actor, place, command.tx)
  if (record.done >= record.total) return record
  const { cipher } = command.deployment
  const rows = JSON.parse(cipher.decrypt(record.sealed, placeOf(record._id))) as RosterRow[]
  const step = rows.slice(record.done, record.done + CREW_IMPORT_STEP)
  const { added } = await addRows(command, crew, step)
  const done = record.done + step.length
  const emptied = done >= record.total ? { sealed: cipher.encrypt('[]', placeOf(record._id)) } : {}
  return CrewImports.findOneAndUpdate(
    { _id: record._id, done: record.done },
    { $set: { done, added: record.added + added, ...emptied } },
    { session: command.tx, returnDocument: 'after' },
  )
    .orFail(new Problem('changed_meanwhile'))
    .lean<CrewImport>()
}

/** How far an import is. */
export function presentImport({ _id, total, faulty, done, added }: CrewImport): CrewImportView {
  return { id: _id.toHexString(), total, faulty, done, added }
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'crew_imports', field: 'sealed', recordId: id.toHexString() }
}
