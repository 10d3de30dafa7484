import { join } from 'node:path'
import { Types } from 'mongoose'
import { CREW_IMPORT_STEP, type CrewImportView } from '#shared/crews'
import { Problem } from '#shared/problem'
import { MOST_FILE_BYTES, type FileSource } from '#shared/uploads'
import type { RosterRow } from '#shared/roster-types'
import { LONGEST_ROSTER } from '#shared/roster'
import type { Actor, Command, Context } from '../context'
import { fileBytes } from '../uploads/upload.service'
import { readInThread } from '../sheets/sheet-thread'
import { CrewImports, CrewImportSteps, type CrewImport, type CrewImportStep } from './crew-import.model'
import { addRows } from './crew-roster.service'
import type { RosterSteps } from './roster-steps'
import { ownCrew, type Crew } from './crew.service'

const READER = join(__dirname, 'roster-file.worker.ts')
const DAY_MS = 86_400_000

/**
 * Reads a file and keeps what it says beside the crew: nobody of it is in the crew before the foreman takes it over.
 * @throws Problem `not_found`, `body_too_large`, `unreadable_body` with what is wrong with the file
 */
export async function readImport(
  { actor, deployment, moment, log }: Context & { actor: Actor },
  crewId: string,
  file: FileSource,
): Promise<{ record: CrewImport; aside: RosterSteps['aside'] }> {
  const crew = await ownCrew(actor, crewId)
  const bytes = await fileBytes({ actor, deployment, moment, log }, file)
  if (bytes.length > MOST_FILE_BYTES)
    throw new Problem('body_too_large', { detail: '文件最大5MB。请只留名单再传，或分成几个文件' })
  const { steps, total, faulty, aside } = await readInThread<RosterSteps>(READER, bytes)
  if (total === 0)
    throw new Problem('unreadable_body', { detail: '没找到人。表格第一行请写“姓名、身份证号、手机号、工种”' })
  if (total > LONGEST_ROSTER)
    throw new Problem('unreadable_body', { detail: `一次最多${LONGEST_ROSTER}人，请分成几个文件` })
  const about = { crewId: crew._id, forgetAt: new Date(moment.now.getTime() + DAY_MS) }
  const record: CrewImport = { _id: new Types.ObjectId(), ...about, total, faulty, done: 0, added: 0 }
  const { cipher } = deployment
  for (const [index, rows] of steps.entries()) {
    const from = index * CREW_IMPORT_STEP
    const step = { importId: record._id, ...about, from, sealed: cipher.encrypt(rows, placeOf(record, from)) }
    await CrewImportSteps.create(step)
  }
  // Last: an import that is there has all of its steps.
  await CrewImports.create(record)
  return { record, aside }
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
 * on where it was, and the same rows twice are nobody twice. A step that was taken is not kept any longer.
 */
export async function takeImportStep(
  command: Command,
  place: { id: string; importId: string },
): Promise<CrewImport> {
  const { tx, deployment } = command
  const { crew, record } = await ownImport(command.actor, place, tx)
  const { _id: importId, done: from } = record
  if (from >= record.total) return record
  const step = await CrewImportSteps.findOneAndDelete({ importId, from }, { session: tx })
    .orFail(new Problem('changed_meanwhile'))
    .lean<CrewImportStep>()
  const rows = JSON.parse(deployment.cipher.decrypt(step.sealed, placeOf(record, from))) as RosterRow[]
  const { added } = await addRows(command, crew, rows)
  return CrewImports.findOneAndUpdate(
    { _id: importId, done: from },
    { $set: { done: from + rows.length, added: record.added + added } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(new Problem('changed_meanwhile'))
    .lean<CrewImport>()
}

/** What was read for these crews and not taken over goes with them. */
export async function forgetImports(crewIds: readonly Types.ObjectId[], tx: Command['tx']): Promise<void> {
  await CrewImportSteps.deleteMany({ crewId: { $in: crewIds } }, { session: tx })
  await CrewImports.deleteMany({ crewId: { $in: crewIds } }, { session: tx })
}

/** How far an import is. */
export function presentImport({ _id, total, faulty, done, added }: CrewImport): CrewImportView {
  return { id: _id.toHexString(), total, faulty, done, added }
}

function placeOf(
  { _id }: Pick<CrewImport, '_id'>,
  from: number,
): { collection: string; field: string; recordId: string } {
  return { collection: 'crew_import_steps', field: 'sealed', recordId: `${_id.toHexString()}:${from}` }
}
