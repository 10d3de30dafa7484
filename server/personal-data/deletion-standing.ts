import type { ClientSession } from 'mongoose'
import { retentionRules, keptUntil, type RetentionKind } from '#shared/personal-data-retention'
import type { DeletionBlocker, KeptRecord } from '#shared/personal-data'
import { countedClaims } from '../claims/claim-lookup.service'
import { settledClaims, type SettledClaim } from '../claims/forget-claims.service'
import { enrolmentsOfWorker, mayLeave, type Enrolment } from '../enrolments/enrolment.service'
import type { Person } from '../people/person.service'

/** How an account stands that somebody wants to delete. */
export interface DeletionStanding {
  blockers: DeletionBlocker[]
  losses: string[]
  kept: KeptRecord[]
  /** Last days, `YYYY-MM-DD`; null = nothing to keep. */
  paidUntil: string | null
  refusedUntil: string | null
}

/** What stands against deleting the account now, what is lost with it and what must be kept. */
export async function deletionStanding(
  person: Pick<Person, '_id' | 'roles'>,
  tx: ClientSession | null = null,
): Promise<DeletionStanding> {
  const underWay = (await countedClaims([person._id], tx)).filter(({ state }) => state !== 'paid')
  const trainings = await enrolmentsOfWorker(person._id, tx)
  const settled = await settledClaims(person._id, tx)
  const paidUntil = latest('payment', settled, 'paid')
  const refusedUntil = latest('refusal', settled, 'refused')
  return {
    blockers: [
      ...(person.roles.some((role) => role !== 'worker') ? [staffAccount] : []),
      ...underWay.map(({ claimNo }) => ({
        reason: `申领${claimNo}还在办`,
        whatToDo: '等到账再注销；不想领了，先到申领里撤回',
      })),
      ...trainings.flatMap(blockerOf),
    ],
    losses: lossesOf(trainings, new Set(underWay.map(({ enrolmentId }) => enrolmentId.toHexString()))),
    kept: [...keptOf('payment', paidUntil), ...keptOf('refusal', refusedUntil)],
    paidUntil,
    refusedUntil,
  }
}

const staffAccount: DeletionBlocker = {
  reason: '这是工作人员的账号',
  whatToDo: '请先让单位停用您的岗位',
}

function blockerOf(enrolment: Enrolment): DeletionBlocker[] {
  if (enrolment.state === 'enrolled' && mayLeave(enrolment))
    return [{ reason: '报了名的班还没上', whatToDo: '先到“我的培训”里退出这个班' }]
  if (enrolment.state === 'enrolled' || enrolment.state === 'attending')
    return [{ reason: '有个班正在上', whatToDo: '等考完试登记了成绩再注销；不想上了，请告诉培训机构' }]
  return []
}

function lossesOf(trainings: readonly Enrolment[], claimed: ReadonlySet<string>): string[] {
  const unclaimed = trainings.filter(
    ({ _id, state, lockedByClaimId }) =>
      state === 'passed' && lockedByClaimId === null && !claimed.has(_id.toHexString()),
  ).length
  return unclaimed === 0 ? [] : [`有${unclaimed}次培训考合格了，还没申领补贴。注销以后就不能再领`]
}

function latest(
  kind: RetentionKind,
  settled: readonly SettledClaim[],
  outcome: SettledClaim['outcome'],
): string | null {
  const days = settled.filter((claim) => claim.outcome === outcome).map((claim) => claim.settledOn)
  return days.reduce<string | null>((last, day) => {
    const until = keptUntil(kind, day)
    return last === null || until > last ? until : last
  }, null)
}

function keptOf(kind: RetentionKind, until: string | null): KeptRecord[] {
  if (until === null) return []
  const { what, how, citation } = retentionRules[kind]
  return [{ what, how, law: `${citation.law}${citation.article}`, until }]
}
