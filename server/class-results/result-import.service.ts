import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Types, type ClientSession } from 'mongoose'
import { LONGEST_RESULTS } from '#shared/class-results'
import { Problem } from '#shared/problem'
import { MOST_FILE_BYTES, type FileSource } from '#shared/uploads'
import type { ResultSettings } from '#shared/result-rows'
import { readResultText, type ResultSheet } from '#shared/result-table'
import type { TrainingClass } from '../classes/class.service'
import { classToGrade, examinerOf, outsideExaminersList } from '../classes/examined-class.service'
import type { Actor, Command, Context } from '../context'
import { certificateHolders } from '../enrolments/certificate-holders.service'
import { rosterOf } from '../enrolments/enrolment.service'
import { enterCertificate, enterExamResult } from '../enrolments/training-records.service'
import { findPeople } from '../people/person.service'
import { fileBytes } from '../uploads/upload.service'
import { readInThread } from '../sheets/sheet-thread'
import { ResultImports, type ResultImport } from './result-import.model'
import { rosterPeople } from './result-roster'
import { certificateKeysOf, judge, type Verdict } from './result-verdict'

const READER = join(__dirname, 'result-file.worker.ts')
const DAY_MS = 86_400_000
const MOST_SHOWN_ASIDE = 50

/** A sheet with what would become of each of its rows now. */
export interface JudgedImport {
  record: ResultImport
  item: TrainingClass
  verdicts: readonly Verdict[]
  aside: ResultSheet['aside']
  /** People of the roster of whom the sheet says nothing. */
  unmentioned: number
  digest: string
}

/**
 * Reads a file of results and keeps what it says for a day: nothing is on record before it is accepted.
 * @throws Problem `not_found`, `body_too_large`, `unreadable_body` with what is wrong with the file
 */
export async function readResultFile(
  context: Context & { actor: Actor },
  classId: string,
  { passMark, ...file }: FileSource & { passMark: number | null },
): Promise<JudgedImport> {
  await classToGrade(context.actor, classId)
  const bytes = await fileBytes(context, file)
  if (bytes.length > MOST_FILE_BYTES)
    throw new Problem('body_too_large', { detail: '文件最大5MB。请只留这个班的成绩再传' })
  return keepSheet(context, classId, { sheet: await readInThread<ResultSheet>(READER, bytes), passMark })
}

/** The same of a pasted text. @throws Problem `not_found`, `unreadable_body` */
export async function readPastedResults(
  context: Context & { actor: Actor },
  classId: string,
  { text, passMark }: { text: string; passMark: number | null },
): Promise<JudgedImport> {
  return keepSheet(context, classId, { sheet: readResultText(text), passMark })
}

async function keepSheet(
  context: Context & { actor: Actor },
  classId: string,
  { sheet, passMark }: { sheet: ResultSheet; passMark: number | null },
): Promise<JudgedImport> {
  const { deployment, moment, actor } = context
  const item = await classToGrade(actor, classId)
  refuseUnreadable(sheet)
  const _id = new Types.ObjectId()
  const record: ResultImport = {
    ...{ _id, classId: item._id, passMark, entered: null },
    sealed: deployment.cipher.encrypt(JSON.stringify(sheet), placeOf(_id)),
    forgetAt: new Date(moment.now.getTime() + DAY_MS),
  }
  await ResultImports.create(record)
  return judged(context, { record, item, tx: null })
}

function refuseUnreadable({ columns, entries }: ResultSheet): void {
  const refuse = (detail: string) => {
    throw new Problem('unreadable_body', { detail })
  }
  if (columns.length === 0)
    refuse('没找到列名。第一行请写列名，例如“姓名、证件号码、成绩、考试日期”，再写下面的人')
  if (entries.length === 0) refuse('列名下面没有人，请核对')
  if (entries.length > LONGEST_RESULTS) refuse(`一次最多${LONGEST_RESULTS}人，请分成几个文件`)
}

/** A sheet of a class whose results the actor enters. @throws Problem `not_found`, `not_allowed` */
export async function ownResultImport(
  context: Context & { actor: Actor },
  place: { id: string; importId: string },
  tx: ClientSession | null = null,
): Promise<JudgedImport> {
  const item = await classToGrade(context.actor, place.id, tx)
  const record = await ResultImports.findOne({ _id: new Types.ObjectId(place.importId), classId: item._id })
    .session(tx)
    .lean<ResultImport>()
  if (!record) throw new Problem('not_found', { detail: '这份成绩已经清掉了，请再传一次' })
  return judged(context, { record, item, tx })
}

/**
 * Enters all rows that can be, in the transaction of the command: all of them or none, by the same rules as one at a time.
 * Again changes nothing.
 * @throws Problem `changed_meanwhile` when something else would be entered than was shown
 */
export async function acceptResults(
  command: Command,
  place: { id: string; importId: string },
  digest: string,
): Promise<JudgedImport> {
  const shown = await ownResultImport(command, place, command.tx)
  const { record, verdicts } = shown
  if (record.entered !== null) return shown
  if (shown.digest !== digest)
    throw new Problem('changed_meanwhile', { detail: '名单或成绩刚刚有变化，请再看一遍，没问题再登记' })
  const ready = verdicts.filter(({ standing }) => standing === 'new' || standing === 'change')
  if (ready.length === 0)
    throw new Problem('not_in_this_state', { detail: '没有要登记的，请先改好标出来的行' })
  for (const { person, exam, certificate } of ready) {
    const enrolmentId = person?.enrolment._id.toHexString() ?? ''
    if (exam) await enterExamResult(command, enrolmentId, exam)
    if (certificate) await enterCertificate(command, enrolmentId, certificate)
  }
  const { cipher } = command.deployment
  const emptied = cipher.encrypt(JSON.stringify(NOTHING), placeOf(record._id))
  const entered = await ResultImports.findOneAndUpdate(
    { _id: record._id, entered: null },
    { $set: { entered: ready.length, sealed: emptied } },
    { session: command.tx, returnDocument: 'after' },
  )
    .orFail(new Problem('changed_meanwhile'))
    .lean<ResultImport>()
  return judged(command, { record: entered, item: shown.item, tx: command.tx })
}

const NOTHING: ResultSheet = { entries: [], aside: [], columns: [] }

async function judged(
  { deployment, moment, actor }: Context & { actor: Actor },
  { record, item, tx }: { record: ResultImport; item: TrainingClass; tx: ClientSession | null },
): Promise<JudgedImport> {
  const { cipher } = deployment
  const sheet = JSON.parse(cipher.decrypt(record.sealed, placeOf(record._id))) as ResultSheet
  const roster = await rosterOf(item._id, tx)
  const people = await findPeople(
    roster.map(({ workerId }) => workerId),
    tx,
  )
  const examiner = await examinerOf(item, tx)
  const settings = settingsOf(item, moment.today, record.passMark)
  const verdicts = judge(sheet.entries, {
    ...settings,
    people: rosterPeople(cipher, roster, people),
    holders: await certificateHolders(certificateKeysOf(sheet.entries, settings), tx),
    actorId: actor.id,
    notInListOn: (examinedOn) => outsideExaminersList(examiner, examinedOn),
  })
  const mentioned = new Set(verdicts.map(({ person }) => person?.enrolment._id.toHexString()))
  return {
    ...{ record, item, verdicts },
    aside: sheet.aside.slice(0, MOST_SHOWN_ASIDE),
    unmentioned: roster.filter(({ _id }) => !mentioned.has(_id.toHexString())).length,
    digest: digestOf(verdicts),
  }
}

/** An exam that is planned before the last lesson may be held on its day. */
function settingsOf(item: TrainingClass, today: string, passMark: number | null): ResultSettings {
  const { endsOn, examOn } = item
  return { days: { endsOn: examOn < endsOn ? examOn : endsOn, examOn, today }, passMark }
}

function digestOf(verdicts: readonly Verdict[]): string {
  const entered = verdicts.map(({ person, standing, exam, certificate }: Verdict) => [
    person?.enrolment._id.toHexString(),
    person?.enrolment.revision,
    standing,
    exam,
    certificate,
  ])
  return createHash('sha256').update(JSON.stringify(entered)).digest('base64url')
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'result_imports', field: 'sealed', recordId: id.toHexString() }
}
