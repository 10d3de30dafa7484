import type { ClassDraft } from '#shared/class-draft'
import { draftFaults } from '#shared/class-draft-faults'
import { rowOn, type RowOfDay } from '#shared/policy-catalogue'
import type { FieldError } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Context } from '../context'
import { bodyCalled } from '../evaluation-bodies/evaluation-body.service'
import { findInstitutions } from '../institutions/institution.service'
import { outsideList } from '../institutions/listing-check'
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
  const outside = [...(await outsideTheirList(filing)), ...(await examinerOutside(filing))]
  if (partnerId === null) return [...faults, ...outside]
  if (partnerId.equals(institutionId)) return [...faults, ...outside, partnerFault('合办单位不能是自己')]
  const found = await findInstitutions([partnerId])
  if (found.size === 1) return [...faults, ...outside]
  return [...faults, ...outside, partnerFault('没有这个合办单位，请重选')]
}

/** Clause （十二）: classes are held by bodies of the list, on every day of the class. */
async function outsideTheirList({ draft, institutionId, partnerId }: ClassFiling): Promise<FieldError[]> {
  const { startsOn, endsOn, lessons } = draft
  const days = [startsOn, endsOn, ...lessons.map(({ heldOn }) => heldOn)].filter((day) => day !== '')
  const bodies = await findInstitutions(partnerId === null ? [institutionId] : [institutionId, partnerId])
  const outside = outsideList([...bodies.values()], days)
  if (!outside) return []
  const detail = `“${outside.name}”${chineseDay(outside.day)}不在培训机构目录里，请改日期，或先请住建部门列入目录`
  return [{ pointer: '/startsOn', code: 'not_in_list', detail }]
}

/** An examiner of another name than any of the list is left to whoever approves: authorities examine, too. */
async function examinerOutside({ draft: { exam } }: ClassFiling): Promise<FieldError[]> {
  const body = exam.body === '' || exam.heldOn === '' ? null : await bodyCalled(exam.body)
  const outside = body && outsideList([body], [exam.heldOn])
  if (!outside) return []
  const detail = `“${outside.name}”${chineseDay(outside.day)}不在评价机构目录里，请换一家，或改考试日期`
  return [{ pointer: '/exam/body', code: 'not_in_list', detail }]
}

function partnerFault(detail: string): FieldError {
  return { pointer: '/partnerId', code: 'partner', detail }
}
