import type { PolicyEventBody, PolicyVersionView } from '#shared/policy-versions'
import type { Question } from '../../../platform/confirm'

/** Steps that a person takes on the version page; the others have places of their own. */
export const steps = [
  'review',
  'approve',
  'schedule',
  'activate',
  'return_to_draft',
  'unschedule',
  'close',
] as const
export type Step = (typeof steps)[number]

/** How a step is asked for. */
export interface StepWords {
  readonly button: string
  readonly look: 'primary' | 'plain' | 'danger'
  /** What has to be written along; null = may be left out. */
  readonly needs: 'comment' | 'reason' | 'date' | null
  readonly hint: string
  /** What will happen. */
  readonly consequence: string
}

export const stepWords: Record<Step, StepWords> = {
  review: {
    button: '复核通过',
    look: 'primary',
    needs: 'comment',
    hint: '给审批人的话，可以不写',
    consequence: '您看过每一处改动，出处都对。之后由没写过、没复核过的人批准。',
  },
  approve: {
    button: '批准',
    look: 'primary',
    needs: 'comment',
    hint: '可以不写',
    consequence: '批准后还不执行：验算全对、比对签过字，才能定生效日。',
  },
  schedule: {
    button: '定生效日',
    look: 'primary',
    needs: 'date',
    hint: '写成 2021-06-18 这样，从当天起执行',
    consequence:
      '到那天自动启用，现在的版本同时被替代；另有定了生效日的，那一版作废。已经提交的申领不受影响。',
  },
  activate: {
    button: '今天就启用',
    look: 'plain',
    needs: null,
    hint: '',
    consequence:
      '马上按这一版办，已经报名的按过渡条款；现在的版本同时被替代，另有定了生效日的，那一版作废。已经提交的申领不受影响。',
  },
  return_to_draft: {
    button: '退回修改',
    look: 'danger',
    needs: 'reason',
    hint: '哪一处要改，怎么改',
    consequence: '回到起草，复核和批准作废。',
  },
  unschedule: {
    button: '撤销生效日',
    look: 'danger',
    needs: 'reason',
    hint: '为什么撤销',
    consequence: '到那天不会启用，仍按现在的版本办。',
  },
  close: {
    button: '停止执行',
    look: 'danger',
    needs: 'reason',
    hint: '为什么停',
    consequence: '新的报名不再有补贴。已经报名的仍按这一版办。停了不能恢复。',
  },
}

/** The body for a step, or what is wrong with what was written along. */
export function bodyOf(
  step: Step,
  text: string,
  revision: number,
): { body: PolicyEventBody } | { mistake: string } {
  const written = text.trim()
  switch (step) {
    case 'schedule':
      return /^\d{4}-\d{2}-\d{2}$/.test(written)
        ? { body: { event: step, revision, activeFrom: written } }
        : { mistake: '日期写成 2021-06-18 这样' }
    case 'activate':
      return { body: { event: step, revision } }
    case 'review':
    case 'approve':
      return { body: { event: step, revision, ...(written === '' ? {} : { comment: written }) } }
    default:
      return written === '' ? { mistake: '请写原因' } : { body: { event: step, revision, reason: written } }
  }
}

/** The question before a step is taken. */
export function questionOf(step: Step, view: PolicyVersionView): Question {
  const { button, consequence, look } = stepWords[step]
  return {
    title: `第${String(view.version)}版：${button}？`,
    content: consequence,
    yes: button.slice(-4),
    ...(look === 'danger' || step === 'activate' ? { grave: true } : {}),
  }
}
