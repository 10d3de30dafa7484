import { Problem } from '#shared/problem'
import type { Actor, Deployment } from '../context'
import { findSecondFactor } from './second-factor.service'

/**
 * The refusal of a step that needs the second factor; null when it was shown in this sign-in.
 * In service nobody goes without. A demonstration asks only those who have set one up, so that it can be tried out.
 */
export async function secondFactorProblem(
  mode: Deployment['mode'],
  { personId, secondFactorUntil }: Actor,
  now: Date,
): Promise<Problem | null> {
  if (secondFactorUntil && secondFactorUntil > now) return null
  const factor = await findSecondFactor(personId)
  if (factor?.confirmedAt) {
    return new Problem('second_factor_needed', { detail: '这一步要验证本人，请输入验证器里的6位数字' })
  }
  if (mode === 'demo') return null
  return new Problem('second_factor_needed', { detail: '请先到“我的—账号安全”绑定验证器，再做这一步' })
}
