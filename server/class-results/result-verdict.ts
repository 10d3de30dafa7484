import type { EnterCertificateBody } from '#shared/certificate-kinds'
import type { ResultStanding } from '#shared/class-results'
import type { ExamResultBody } from '#shared/classes'
import { readResult, type ResultProblem, type ResultSettings } from '#shared/result-rows'
import type { ResultEntry } from '#shared/result-table'
import { certificateKey } from '../enrolments/certificate-key'
import type { Enrolment } from '../enrolments/enrolment.service'
import { personOfRow, type RosterPerson } from './result-roster'

/** What a sheet is judged by. */
export interface Judgement extends ResultSettings {
  people: readonly RosterPerson[]
  /** Whose enrolment a certificate stands with, by its canonical number. */
  holders: ReadonlyMap<string, string>
  /** Who enters it: nobody enters their own. */
  actorId: string
  /** Why an exam of a day does not count by the list of its examiner; null where it does. */
  notInListOn: (examinedOn: string) => string | null
}

/** What becomes of a row now. */
export interface Verdict {
  entry: ResultEntry
  person: RosterPerson | null
  standing: ResultStanding
  /** What is entered; null where it stands like that already, or nothing is said. */
  exam: ExamResultBody | null
  certificate: EnterCertificateBody | null
  problems: readonly ResultProblem[]
}

/** The canonical numbers of the certificates that a sheet names. */
export function certificateKeysOf(entries: readonly ResultEntry[], settings: ResultSettings): string[] {
  return entries.flatMap((entry) => {
    const { certificate } = readResult(entry, settings)
    return certificate ? [certificateKey(certificate.kind, certificate.number)] : []
  })
}

/** Judges every row by itself and against the others: of one person twice, and of one number twice, the first good row counts. */
export function judge(entries: readonly ResultEntry[], by: Judgement): Verdict[] {
  const lineOfPerson = new Map<string, number>()
  const lineOfNumber = new Map<string, number>()
  return entries.map((entry) => {
    const verdict = judgeRow(entry, by)
    const id = verdict.person?.enrolment._id.toHexString()
    const earlier = id === undefined ? undefined : lineOfPerson.get(id)
    if (id !== undefined && earlier === undefined && verdict.standing !== 'faulty')
      lineOfPerson.set(id, entry.line)
    const key = verdict.certificate && certificateKey(verdict.certificate.kind, verdict.certificate.number)
    const taken = key === null ? undefined : lineOfNumber.get(key)
    if (key !== null && taken === undefined) lineOfNumber.set(key, entry.line)
    if (earlier !== undefined)
      return refused(verdict, {
        field: 'name',
        code: 'repeated',
        detail: `跟第${earlier}行是同一个人，留一行`,
      })
    if (taken !== undefined)
      return refused(verdict, {
        field: 'number',
        code: 'taken',
        detail: `跟第${taken}行的证书编号一样，请核对`,
      })
    return verdict
  })
}

function judgeRow(entry: ResultEntry, by: Judgement): Verdict {
  const read = readResult(entry, by)
  const found = personOfRow(by.people, entry)
  const person = 'person' in found ? found.person : null
  const problems = [...(found.problem ? [found.problem] : []), ...read.problems]
  if (!person || problems.length > 0)
    return { entry, person, standing: 'faulty', exam: null, certificate: null, problems }
  const { enrolment } = person
  const exam = read.exam && !isSameExam(enrolment, read.exam) ? read.exam : null
  const certificate = read.certificate && changedCertificate(enrolment, read.certificate)
  const standing = standingOf(enrolment, exam, certificate)
  const verdict: Verdict = { entry, person, standing, exam, certificate, problems }
  const refusal = standing === 'same' ? null : refusalOf(enrolment, { exam, certificate }, by)
  return refusal ? refused(verdict, refusal) : verdict
}

function standingOf(
  kept: Enrolment,
  exam: ExamResultBody | null,
  certificate: EnterCertificateBody | null,
): ResultStanding {
  if (!exam && !certificate) return 'same'
  return (exam && kept.exam) || (certificate && kept.certificate) ? 'change' : 'new'
}

function refusalOf(
  { _id, workerId, lockedByClaimId }: Enrolment,
  { exam, certificate }: Pick<Verdict, 'exam' | 'certificate'>,
  { holders, actorId, notInListOn }: Judgement,
): ResultProblem | null {
  if (workerId.toHexString() === actorId)
    return { field: 'name', code: 'own', detail: '您自己的成绩要由别人登记，删掉这一行' }
  if (lockedByClaimId)
    return { field: 'name', code: 'locked', detail: '这个人的补贴正在审核，不能改。确有差错请审核部门退回' }
  const outside = exam && notInListOn(exam.examinedOn)
  if (outside !== null) return { field: 'examinedOn', code: 'date', detail: outside }
  const holder = certificate && holders.get(certificateKey(certificate.kind, certificate.number))
  if (holder && holder !== _id.toHexString())
    return { field: 'number', code: 'taken', detail: '这个证书编号已经登记在别人名下，请核对' }
  return null
}

function refused(verdict: Verdict, problem: ResultProblem): Verdict {
  const problems = [...verdict.problems, problem]
  return { ...verdict, standing: 'faulty', exam: null, certificate: null, problems }
}

function isSameExam({ exam }: Enrolment, { passed, examinedOn }: ExamResultBody): boolean {
  return exam?.passed === passed && exam.examinedOn === examinedOn
}

/** What a sheet leaves out of a certificate that stands already stays as it is. Null = nothing changes. */
function changedCertificate(
  { certificate: kept }: Enrolment,
  read: EnterCertificateBody,
): EnterCertificateBody | null {
  if (kept?.numberKey !== certificateKey(read.kind, read.number)) return read
  const before = detailsOf(kept)
  const merged = {
    ...read,
    level: read.level ?? before.level,
    issuer: read.issuer ?? before.issuer,
    expiresOn: read.expiresOn ?? before.expiresOn,
  }
  const isSame = (['issuedOn', 'level', 'issuer', 'expiresOn'] as const).every(
    (field) => before[field] === merged[field],
  )
  return isSame ? null : merged
}

/** Records that are older than a field lack it. */
function detailsOf({ issuedOn, level, issuer, expiresOn }: NonNullable<Enrolment['certificate']>) {
  return { issuedOn, level: level ?? null, issuer: issuer ?? null, expiresOn: expiresOn ?? null }
}
