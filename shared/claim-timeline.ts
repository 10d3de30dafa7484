import type { ClaimEvent, ClaimState } from './claim-machine'
import type { TimelineStep } from './claims'

/** One recorded step of a claim, as far as the worker's page needs it. */
export interface ClaimStep {
  event: ClaimEvent
  from: ClaimState
  /** Instant, ISO 8601. */
  at: string
  /** Receipt number, reason, decided sum, batch number: in plain Chinese, may be empty. */
  detail: string
}

/** The claim as it stands. */
export interface ClaimProgress {
  state: ClaimState
  askedBy: 'housing' | 'hr' | null
  /** Where a held claim was; null unless it is held. */
  heldFrom: ClaimState | null
  /** Whether the pinned policy makes approved names public before the money goes out. */
  hasPublicity: boolean
  steps: readonly ClaimStep[]
  /** What happens at this moment, in plain Chinese. */
  nowText: string
}

const HOUSING = '住建部门审核'
const HR = '人社部门审核'
const PUBLICITY = '名单公示'
const APPEAL = '申诉复核'
const BANK = '银行打款'
const RECEIVED = '钱到账'
const ORDER = [HOUSING, HR, PUBLICITY, BANK, RECEIVED] as const

/** Steps that the worker sees when they are done; steps by rule alone are not shown. */
const doneLabels: Partial<Record<`${ClaimEvent}:${ClaimState}` | ClaimEvent, string>> = {
  confirm: '已提交',
  'pass:housing_review': '住建部门审核通过',
  'pass:hr_review': '人社部门审核通过',
  'return:housing_review': '住建部门请您补一下',
  'return:hr_review': '人社部门请您补一下',
  supply: '您已补好',
  'refuse:housing_review': '住建部门审核未通过',
  'refuse:hr_review': '人社部门审核未通过',
  'refuse:objected': '异议成立，不发放',
  withdraw: '您已撤回',
  hold: '先停一下',
  resume: '接着办',
  appeal: '您已申诉',
  keep_refusal: '申诉复核过了，维持原决定',
  reopen: '重新审核',
  publish: '开始公示',
  object: '有人提了异议',
  dismiss_objection: '异议查过了，不成立',
  end_publicity: '公示期满',
  batch: '财政开始打款',
  unbatch: '先不打，排进下一批',
  bank_failed: '银行退回',
  change_account: '您已换收款卡',
  confirm_account: '财政核对了新收款卡',
  bank_paid: '钱到账了！',
}

type Stage = (typeof ORDER)[number] | typeof APPEAL

const stages: Readonly<Partial<Record<ClaimState, Stage>>> = {
  submitted: HOUSING,
  housing_review: HOUSING,
  hr_review: HR,
  appealed: APPEAL,
  in_publicity: PUBLICITY,
  objected: PUBLICITY,
  approved: BANK,
  payable: BANK,
  in_batch: BANK,
  pay_failed: BANK,
}

/** The stage a claim is in, and which stages are still to come. Ended claims have none. */
function stageOf({ state, askedBy, heldFrom }: ClaimProgress): Stage | null {
  if (state === 'needs_info') return askedBy === 'hr' ? HR : HOUSING
  return stages[state === 'held' && heldFrom !== null ? heldFrom : state] ?? null
}

/**
 * The worker's status page: everything that was done, with its date; what happens now; what is to come.
 * Pure, so that phone and server draw the same line.
 */
export function claimTimeline(progress: ClaimProgress): TimelineStep[] {
  const done = progress.steps.flatMap((step, index) => doneStep(step, index))
  const stage = stageOf(progress)
  if (!stage) return done
  const waits = progress.state === 'needs_info' || progress.state === 'pay_failed'
  const label = waits ? '等您处理' : stage
  const current: TimelineStep = { key: 'now', label, standing: 'current', at: null, detail: progress.nowText }
  const order = ORDER.filter((name) => name !== PUBLICITY || progress.hasPublicity)
  const toCome = stage === APPEAL ? [] : order.slice(order.indexOf(stage) + (waits ? 0 : 1))
  return [
    ...done,
    current,
    ...toCome.map((name): TimelineStep => ({
      key: name,
      label: name,
      standing: 'upcoming',
      at: null,
      detail: '',
    })),
  ]
}

const stopping: ReadonlySet<ClaimEvent> = new Set(['refuse', 'withdraw', 'keep_refusal'])

function doneStep(step: ClaimStep, index: number): TimelineStep[] {
  const label = doneLabels[`${step.event}:${step.from}`] ?? doneLabels[step.event]
  if (!label) return []
  const standing = stopping.has(step.event) ? 'stopped' : 'done'
  return [{ key: `${index}:${step.event}`, label, standing, at: step.at, detail: step.detail }]
}
