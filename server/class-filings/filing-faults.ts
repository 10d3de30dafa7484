import type { ClassDraft } from '#shared/class-draft'
import { draftFaults } from '#shared/class-draft-faults'
import { rowOn, type RowOfDay } from '#shared/policy-catalogue'
import type { FieldError } from '#shared/problem'
import type { Context } from '../context'
import { findInstitutions } from '../institutions/institution.service'
import type { ClassFiling } from './filing-lookup.service'

type Known = Pick<Context, 'deployment' | 'moment'>

/** The trade of a draft as the catalogue in force has it on the first day (or today, while that is open); null = it has not. */
export function tradeOf({ deployment, moment }: Known, { tradeSeq, startsOn }: ClassDraft): RowOfDay | null {
  if (tradeSeq === null) return null
  return rowOn(deployment.policies.inForce.catalogue, tradeSeq, startsOn === '' ? moment.today : startsOn)
}

/** Everything that stands against filing this, by field. */
export async function faultsOf(context: Known, filing: ClassFiling): Promise<FieldError[]> {
  const { draft, institutionId, partnerId } = filing
  const tradeCategory = tradeOf(context, draft)?.category ?? null
  const faults = draftFaults(draft, { today: context.moment.today, tradeCategory })
  if (partnerId === null) return faults
  if (partnerId.equals(institutionId)) return [...faults, partnerFault('合办单位不能是自己')]
  const found = await findInstitutions([partnerId])
  return found.size === 1 ? faults : [...faults, partnerFault('没有这个合办单位，请重选')]
}

function partnerFault(detail: string): FieldError {
  return { pointer: '/partnerId', code: 'partner', detail }
}
