import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { findSecondFactor } from './second-factor.service'

/** The refusal of a step that needs the second factor; null when it was shown in this sign-in. Nobody goes without. */
export async function secondFactorProblem(
  { personId, secondFactorUntil }: Pick<Actor, 'personId' | 'secondFactorUntil'>,
  now: Date,
): Promise<Problem | null> {
  if (secondFactorUntil && secondFactorUntil > now) return null
  const factor = await findSecondFactor(personId)
  return new Problem('second_factor_needed', {
    detail: factor?.confirmedAt
      ? '这一步要验证本人，请输入验证器里的6位数字'
      : '请先到“我的—账号安全”绑定验证器，再做这一步',
  })
}
