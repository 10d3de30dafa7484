import type { CaseWorkView } from '#shared/case-work'
import type { ClaimForecast } from '#shared/claim-forecast'
import { claimStateLabels, permittedEvents, type ClaimEvent, type ClaimState } from '#shared/claim-machine'
import { claimTimeline } from '#shared/claim-timeline'
import { returnReasons, refusalReasons, type ClaimSummary, type ClaimView } from '#shared/claims'
import { certificateLabels } from '#shared/classes'
import { formatYuan } from '#shared/money'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Actor } from '../context'
import { presentObjection, standingOf, type Objection } from '../objections/objection.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { MaskedIdentity } from '../people/person.service'
import { claimAccountView } from './claim-account'
import { checksNeeded, type ClaimFindings } from './claim-checks.service'
import { attendedHours, type ClaimRecords } from './claim-facts'
import { bureauFor, bureauNames, lastAppealDayOf, lastPublicDayOf, positionOf } from './claim-transition'
import type { Claim } from './claim.model'

/** Who looks at the claim, and as what. */
export interface ClaimViewer {
  actor: Actor
  /** Workers see their own claims without a name; everybody else sees a masked one. */
  isOwner: boolean
}

/** What machines found; null for whoever is no officer. */
interface Findings {
  findings: ClaimFindings | null
  suspects: ClaimView['suspects']
  /** What the public lists, as they are now, say against it. */
  listRefusal: string | null
}

/** What officers read of a claim in a list, and its worker does not. */
export interface ForOfficers {
  claimantMasked: string
  /** In whose hands it is. */
  assigneeName: string | null
  duty: ClaimSummary['duty']
}

/** One line of a list of claims. @param officers null in the worker's own list */
export function presentClaimSummary(claim: Claim, officers: ForOfficers | null): ClaimSummary {
  return {
    id: claim._id.toHexString(),
    claimNo: claim.claimNo,
    state: claim.state,
    stateText: claimStateLabels[claim.state],
    tradeSeq: claim.tradeSeq,
    classTitle: claim.classTitle,
    institutionName: claim.institutionName,
    amount: claim.amount,
    decidedFen: claim.decidedFen,
    submittedAt: claim.submittedAt.toISOString(),
    claimantMasked: officers?.claimantMasked ?? null,
    assigneeName: officers?.assigneeName ?? null,
    duty: officers?.duty ?? null,
    toDoText: officers === null ? workerToDo(claim) : '',
  }
}

/** The whole claim for one viewer: explanation, timeline, and what this viewer may do now. */
export function presentClaim(
  claim: Claim,
  about: {
    records: ClaimRecords
    identity: MaskedIdentity | null
    ahead: number | null
    forecast: ClaimForecast | null
    papersNotAsked: string[]
    objections: readonly Objection[]
    /** How the work on it stands; null for its worker. */
    work: CaseWorkView | null
    /** Programme date. */
    today: string
    cipher: FieldCipher
  } & Findings,
  viewer: ClaimViewer,
): ClaimView {
  const nowText = whatHappensNow(claim, about.ahead, about.today)
  const { code, version, preset, hash } = claim.policy
  return {
    ...presentClaimSummary(claim, forOfficers(about, viewer)),
    revision: claim.revision,
    tradeRow: { ...claim.tradeRow },
    rule: claim.rule,
    policy: { code, version, preset, hash },
    decidedReason: claim.decidedReason,
    account: claimAccountView(about.cipher, claim._id, claim.account),
    employment: claim.employment,
    claimant: viewer.isOwner ? null : about.identity,
    training: presentTraining(about.records),
    returned: presentReturned(claim),
    refused: claim.refused && {
      byText: bureauNames[claim.refused.by],
      label: refusalReasons[claim.refused.reasonCode].label,
      comment: claim.refused.comment,
    },
    ...presentRemedies(claim, about, viewer),
    aheadInQueue: about.ahead,
    nextText: nowText,
    forecast: about.forecast,
    papersNotAsked: about.papersNotAsked,
    timeline: claimTimeline({
      state: claim.state,
      askedBy: claim.askedBy,
      heldFrom: claim.hold?.from ?? null,
      hasPublicity: claim.publicityDays !== null,
      nowText,
      steps: claim.history.map(({ event, from, at, detail }) => ({
        event,
        from,
        at: at.toISOString(),
        detail: detail || (event === 'confirm' ? `回执号${claim.claimNo}` : ''),
      })),
    }),
    ...presentFindings(claim, about, viewer),
    payment: claim.payment,
    work: about.work,
    permittedEvents: mayDecide(about.work) ? eventsFor(claim, viewer, about.today) : [],
  }
}

/** What is looked at before a decision; the worker reads the outcome, never whom their claim was held against. */
function presentFindings(
  claim: Claim,
  { findings, suspects, listRefusal }: Findings,
  { isOwner }: ClaimViewer,
): Pick<ClaimView, 'checksNeeded' | 'machineChecks' | 'suspects' | 'checksMade' | 'listRefusal'> {
  if (isOwner || !findings) {
    const needed = checksNeeded(claim, [])
    return { checksNeeded: needed, machineChecks: [], suspects: null, checksMade: [], listRefusal: null }
  }
  return {
    checksNeeded: checksNeeded(claim, findings.suspects),
    machineChecks: findings.checks,
    suspects,
    checksMade: claim.checks.map(presentChecks),
    listRefusal: isUndecided(claim) ? listRefusal : null,
  }
}

/** What was approved stays approved: a list that changes afterwards takes nothing back. */
function isUndecided({ state }: Claim): boolean {
  return state === 'housing_review' || state === 'hr_review' || state === 'needs_info'
}

function presentTraining({ enrolment, item }: ClaimRecords): ClaimView['training'] {
  const hours = attendedHours(enrolment, item)
  const { exam, certificate } = enrolment
  return {
    onsiteHoursTenths: hours.onsite,
    onlineHoursTenths: hours.online,
    exam: exam && { passed: exam.passed, examinedOn: exam.examinedOn },
    certificate: certificate && {
      label: certificateLabels[certificate.kind],
      number: certificate.number,
      issuedOn: certificate.issuedOn,
    },
    joinedLate: enrolment.joinedLate,
  }
}

function presentChecks({
  by,
  at,
  passed,
  machine = [],
}: Claim['checks'][number]): ClaimView['checksMade'][number] {
  return { byText: bureauNames[by], at: at.toISOString(), passed, machine }
}

function forOfficers(
  { identity, work }: { identity: MaskedIdentity | null; work: CaseWorkView | null },
  { isOwner }: ClaimViewer,
): ForOfficers | null {
  if (isOwner) return null
  const claimantMasked = identity?.nameMasked ?? '未填姓名'
  return { claimantMasked, assigneeName: work?.assignee?.name ?? null, duty: work?.duty ?? null }
}

/** Not what one keeps out of, nor what is in a colleague's hands. */
function mayDecide(work: CaseWorkView | null): boolean {
  return work === null || (work.conflict === null && work.assignee?.isMe !== false)
}

function presentReturned(claim: Claim): ClaimView['returned'] {
  if (claim.state !== 'needs_info' || !claim.returned) return null
  const { label, say, fix } = returnReasons[claim.returned.reasonCode]
  return { byText: bureauNames[claim.returned.by], label, say, comment: claim.returned.comment, fix }
}

function eventsFor(claim: Claim, { actor, isOwner }: ClaimViewer, today: string): ClaimEvent[] {
  const role = isOwner ? 'worker' : bureauFor(actor, claim)
  return role === null ? [] : permittedEvents(positionOf(claim, today), { id: actor.id, role })
}

/** What stops a claim or stands against a decision on it. The worker is not shown what others wrote. */
function presentRemedies(
  claim: Claim,
  { objections, today, cipher }: { objections: readonly Objection[]; today: string; cipher: FieldCipher },
  { isOwner }: ClaimViewer,
): Pick<ClaimView, 'appealUntil' | 'heldReason' | 'publicity' | 'objections' | 'appeal'> {
  const appeal = objections.find(({ kind }) => kind === 'appeal')
  const lastDay = lastAppealDayOf(claim)
  return {
    appealUntil: lastDay !== null && today <= lastDay ? lastDay : null,
    heldReason: claim.hold?.reason ?? null,
    publicity: claim.publicSince ? { since: claim.publicSince, lastDay: lastPublicDayOf(claim) } : null,
    objections: isOwner ? [] : objections.map((each) => presentObjection(cipher, each)),
    appeal: appeal ? standingOf(appeal) : null,
  }
}

function workerToDo(claim: Claim): string {
  if (claim.state === 'needs_info' && claim.returned) return returnReasons[claim.returned.reasonCode].say
  if (claim.state === 'pay_failed') return '请换一张收款卡'
  return ''
}

const nowTexts: Record<ClaimState, string> = {
  entitled: '',
  submitted: '正在自动核对',
  housing_review: '住建部门在审，先核对培训和证书',
  hr_review: '住建部门已通过，人社部门在审，由它核定金额',
  needs_info: '补好后点“已改好，再交上去”，不用重新排队',
  refused: '这笔申领没有通过，原因见下面',
  withdrawn: '您已撤回。想领时可以重新申领',
  appealed: '您的申诉由没有审过这笔的人来复核，有结果马上告诉您',
  approved: '审核通过',
  in_publicity: '审核通过，名单正在公示，没有异议就打款',
  objected: '有人对公示提了异议，人社部门正在核实，核实完才能打款',
  held: '先停一下，弄清楚了接着办，位置不变',
  payable: '审核通过，等财政排进下一批打款',
  in_batch: '财政正在打款，到账后会发消息给您',
  paid: '钱已打到您的卡上',
  pay_failed: '银行把钱退回来了。换一张本人的卡，过两天排进下一批，不用重新审核',
}

function whatHappensNow(claim: Claim, ahead: number | null, today: string): string {
  const text = nowTexts[claim.state]
  const particular = particularText(claim, text, today)
  if (particular !== null) return particular
  if (ahead === null) return text
  return ahead === 0 ? `${text}，下一个就是您` : `${text}，前面还有${ahead}件`
}

/** What is to be said of this very claim: a reason, a day, a sum; null where the general words say all. */
function particularText(claim: Claim, text: string, today: string): string | null {
  const lastPublicDay = lastPublicDayOf(claim)
  switch (claim.state) {
    case 'needs_info':
      return claim.returned && `${returnReasons[claim.returned.reasonCode].say}。${text}`
    case 'pay_failed':
      return reasonBefore(claim.payment?.failureText, text)
    case 'in_publicity':
      return lastPublicDay && `审核通过，公示到${chineseDay(lastPublicDay)}，没有异议就打款`
    case 'payable':
      return afterAccountChange(claim.accountChange, today)
    case 'held':
      return reasonBefore(claim.hold?.reason, text)
    case 'paid':
      return claim.decidedFen === null ? null : `${formatYuan(claim.decidedFen)}已打到您的卡上`
    default:
      return null
  }
}

function reasonBefore(reason: string | null | undefined, text: string): string | null {
  return reason ? `${reason}。${text}` : null
}

/** Nothing is paid to a changed account at once; the worker is told until when, and who looks. */
function afterAccountChange(change: Claim['accountChange'], today: string): string | null {
  if (!change) return null
  const { payFrom, looked } = change
  if (payFrom > today) return `收款卡换了，防止别人冒换，${chineseDay(payFrom)}起才打款`
  return looked === null ? '收款卡换了，财政核对以后就排进下一批打款' : null
}
