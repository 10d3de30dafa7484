import {
  reviewCheckLabels,
  type ClaimEventBody,
  type ClaimView,
  type RefusalReason,
  type ReturnReason,
  type ReviewCheck,
} from '#shared/claims'
import { formatYuan, parseYuan } from '#shared/money'

/** What an officer has ticked and typed and not decided yet. */
export interface ReviewDraft {
  /** Ticks belong to the content that was looked at: another revision has to be looked at again. */
  ticked: { revision: number; checks: readonly ReviewCheck[] }
  sumText: string
  sumReason: string
  returnReason: ReturnReason | null
  returnComment: string
  refusalReason: RefusalReason | null
  refusalComment: string
  /** Why a claim is held, or what an objection or an appeal is answered with. */
  remedyText: string
}

export const emptyDraft: ReviewDraft = {
  ticked: { revision: -1, checks: [] },
  sumText: '',
  sumReason: '',
  returnReason: null,
  returnComment: '',
  refusalReason: null,
  refusalComment: '',
  remedyText: '',
}

/** What an officer may decide. */
export type Decision = Body<'pass'> | Body<'return'> | Body<'refuse'> | Body<RemedyEvent>
/** What an officer does beside the three decisions: stops a claim, or answers what is said against one. */
export type RemedyEvent = 'hold' | 'resume' | 'dismiss_objection' | 'reopen' | 'keep_refusal'
type Body<Event extends ClaimEventBody['event']> = Extract<ClaimEventBody, { event: Event }>

/** A cap is decided by the HR bureau only, and only while it may pass the claim. */
export function needsDecidedSum(claim: ClaimView): boolean {
  return claim.state === 'hr_review' && claim.permittedEvents.includes('pass') && claim.amount.kind === 'upTo'
}

/** The checks that count as made for the claim as it is now. */
export function checksMade(claim: ClaimView, draft: ReviewDraft): readonly ReviewCheck[] {
  return draft.ticked.revision === claim.revision ? draft.ticked.checks : []
}

/** Ticks a check, or takes the tick away. */
export function toggled(claim: ClaimView, draft: ReviewDraft, check: ReviewCheck): ReviewDraft['ticked'] {
  const made = checksMade(claim, draft)
  const checks = made.includes(check) ? made.filter((each) => each !== check) : [...made, check]
  return { revision: claim.revision, checks }
}

/** Why the typed sum cannot be decided; undefined when it can. Sums in integer fen, at most the cap. */
export function sumError(claim: ClaimView, text: string): string | undefined {
  if (text.trim() === '') return '请填核定金额'
  const fen = parseYuan(text)
  if (fen === null) return '金额写成 800 或 800.50 这样'
  if (fen <= 0) return '核定金额要大于0；不发放请选“不通过”'
  return fen > claim.amount.fen ? `最高${formatYuan(claim.amount.fen)}` : undefined
}

/** The decision to pass, or everything that is still missing for it, in the order of the page. */
export function passOf(claim: ClaimView, draft: ReviewDraft): { body: Body<'pass'> } | { missing: string[] } {
  const checks = checksMade(claim, draft)
  const missing = claim.checksNeeded
    .filter((check) => !checks.includes(check))
    .map((check) => `核对“${reviewCheckLabels[check]}”`)
  const base = { event: 'pass' as const, checks: [...checks], revision: claim.revision }
  if (!needsDecidedSum(claim)) return missing.length > 0 ? { missing } : { body: base }

  const wrongSum = sumError(claim, draft.sumText)
  if (wrongSum !== undefined)
    missing.push(draft.sumText.trim() === '' ? '核定金额' : `核定金额（${wrongSum}）`)
  const reason = draft.sumReason.trim()
  if (reason === '') missing.push('核定理由')
  const decidedFen = parseYuan(draft.sumText)
  if (missing.length > 0 || decidedFen === null) return { missing }
  return { body: { ...base, decidedFen, reason } }
}

/** The decision to send back; null while no reason is chosen. */
export function returnOf(claim: ClaimView, draft: ReviewDraft): Body<'return'> | null {
  if (draft.returnReason === null) return null
  const comment = draft.returnComment.trim()
  return {
    event: 'return',
    reasonCode: draft.returnReason,
    revision: claim.revision,
    ...(comment === '' ? {} : { comment }),
  }
}

/** The decision to refuse; null while the reason or the sentence for the worker is missing. */
export function refusalOf(claim: ClaimView, draft: ReviewDraft): Body<'refuse'> | null {
  const comment = draft.refusalComment.trim()
  if (draft.refusalReason === null || comment === '') return null
  return { event: 'refuse', reasonCode: draft.refusalReason, comment, revision: claim.revision }
}

/** What each of these is called, what it asks for and what it brings about; without a label nothing is to be written. */
export const remedyWords: Readonly<
  Record<RemedyEvent, { button: string; label: string | null; hint: string; content: string }>
> = {
  dismiss_objection: {
    button: '异议不成立',
    label: '答复',
    hint: '查了什么、为什么不成立。提异议的人和工人都看得到',
    content: '答复马上发出，公示照常到期，然后打款。',
  },
  reopen: {
    button: '重新审核',
    label: '答复',
    hint: '哪里要重新看。工人看得到',
    content: '这笔申领回到审核，原来的决定作废。',
  },
  keep_refusal: {
    button: '维持不通过',
    label: '答复',
    hint: '复核了什么、为什么维持。工人看得到',
    content: '工人会收到答复，知道还可以申请行政复议或起诉。不能再申诉。',
  },
  hold: {
    button: '先停一下',
    label: '为什么停',
    hint: '工人看得到。停着的时候谁也不能审、不能打款',
    content: '工人会收到消息。弄清楚了点“接着办”，排队的位置不变。',
  },
  resume: { button: '接着办', label: null, hint: '', content: '回到停之前的那一步，排队的位置不变。' },
}

/** The step as it is sent; null while what it asks for is not written. */
export function remedyOf(event: RemedyEvent, claim: ClaimView, draft: ReviewDraft): Body<RemedyEvent> | null {
  const { revision } = claim
  if (event === 'resume') return { event, revision }
  const text = draft.remedyText.replace(/\s+/g, ' ').trim()
  if (text === '') return null
  return event === 'hold' ? { event, reason: text, revision } : { event, answer: text, revision }
}

/** Whether one of the three decisions at the bottom of the page may be taken. */
export function isDecidable({ permittedEvents }: ClaimView): boolean {
  return permittedEvents.some((event) => event === 'pass' || event === 'return' || event === 'refuse')
}
