import { certificateLevelLabels, type EnterCertificateBody } from '#shared/certificate-kinds'
import type { ResultImportView, ResultRowView, ResultStanding } from '#shared/class-results'
import { certificateLabels, type ExamResultBody } from '#shared/classes'
import { FORMULA_WITHOUT_VALUE } from '#shared/roster-table'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Enrolment } from '../enrolments/enrolment.service'
import type { JudgedImport } from './result-import.service'
import { maskedNameOf } from './result-roster'
import type { Verdict } from './result-verdict'

/** A sheet with what would become of each of its rows now. */
export function presentResultImport(judged: JudgedImport): ResultImportView {
  const { record, verdicts, aside, unmentioned, digest } = judged
  const count = (...standings: ResultStanding[]) =>
    verdicts.filter(({ standing }) => standings.includes(standing)).length
  return {
    id: record._id.toHexString(),
    total: verdicts.length,
    ready: count('new', 'change'),
    same: count('same'),
    faulty: count('faulty'),
    ...{ unmentioned, digest },
    rows: verdicts.map(presentRow),
    aside: aside.map((each) => ({ ...each })),
    entered: record.entered,
  }
}

function presentRow({ entry, person, standing, exam, certificate, problems }: Verdict): ResultRowView {
  const kept = person?.enrolment
  return {
    line: entry.line,
    name: entry.name === FORMULA_WITHOUT_VALUE ? '' : entry.name,
    whoMasked: person && maskedNameOf(person),
    standing,
    entering: [...(exam ? [examWords(exam)] : []), ...(certificate ? [certificateWords(certificate)] : [])],
    replacing: [
      ...(exam && kept?.exam ? [examWords(kept.exam)] : []),
      ...(certificate && kept?.certificate ? [certificateWords(kept.certificate)] : []),
    ],
    problems: problems.map((each) => ({ ...each })),
  }
}

function examWords({ passed, examinedOn }: ExamResultBody): string {
  return `${chineseDay(examinedOn)}考试${passed ? '合格' : '不合格'}`
}

function certificateWords(certificate: EnterCertificateBody | NonNullable<Enrolment['certificate']>): string {
  const { kind, level, number, issuedOn, issuer, expiresOn } = certificate
  return [
    `${level ? `${certificateLevelLabels[level]}证书` : certificateLabels[kind]} ${number}`,
    `${chineseDay(issuedOn)}发证`,
    ...(issuer ? [issuer] : []),
    ...(expiresOn ? [`有效期到${chineseDay(expiresOn)}`] : []),
  ].join('，')
}
