import type { FilingSummary, FilingView } from '#shared/class-filings'
import { classStateLabels } from '#shared/class-machine'
import { institutionKindLabels } from '#shared/institutions'
import { isHighRiskCategory } from '#shared/trade-risk'
import type { ClientSession, Types } from 'mongoose'
import { presentClassStep } from '../classes/class-history'
import type { Actor, Context } from '../context'
import { bodyCalled } from '../evaluation-bodies/evaluation-body.service'
import { findInstitutions, type Institution } from '../institutions/institution.service'
import { permittedOnFiling } from './class-filing.service'
import { faultsOf, tradeOf } from './filing-faults'
import { outlookOf } from './filing-outlook'
import { aheadOf, type ClassFiling, type FilingPage } from './filing-lookup.service'

type Names = Map<string, Institution>

/** A page of filings as lines of a list. */
export async function presentFilings(context: Context, { items, nextCursor }: FilingPage) {
  const names = await findInstitutions(items.map(({ institutionId }) => institutionId))
  return { items: items.map((filing) => summaryOf(context, filing, names)), nextCursor }
}

/** One filing with everything in it, and what this person may do with it. */
export async function presentFiling(
  context: Context,
  filing: ClassFiling,
  { actor, tx = null }: { actor: Actor; tx?: ClientSession | null },
): Promise<FilingView> {
  const { institutionId, partnerId, draft, revision, returned, history } = filing
  const names = await findInstitutions(partnerId === null ? [institutionId] : [institutionId, partnerId])
  const trade = tradeOf(context, draft)
  const hours = hoursOf(filing)
  const isOpen = filing.state !== 'approved' && filing.state !== 'cancelled'
  return {
    ...summaryOf(context, filing, names),
    revision,
    draft,
    permittedEvents: permittedOnFiling(actor, filing, context.moment.today),
    institution: bodyOf(names, institutionId),
    isExaminerListed: (await bodyCalled(draft.exam.body, tx)) !== null,
    partner: partnerId && names.has(partnerId.toHexString()) ? bodyOf(names, partnerId) : null,
    tradeCategory: trade?.category ?? null,
    isHighRisk: isHighRiskCategory(trade?.category ?? null),
    hours,
    noSubsidy: isOpen ? outlookOf(context, draft, hours) : null,
    faults: isOpen ? await faultsOf(context, filing) : [],
    ahead: await aheadOf(filing, tx),
    returned,
    history: history.map(presentClassStep),
  }
}

/** A training body as a name to choose. */
export function presentBody({ _id, name, kind }: Institution) {
  return { id: _id.toHexString(), name, kindText: institutionKindLabels[kind] }
}

function summaryOf(context: Context, filing: ClassFiling, names: Names): FilingSummary {
  const { _id, state, draft, filedAt, institutionId } = filing
  return {
    id: _id.toHexString(),
    state,
    stateText: classStateLabels[state],
    title: draft.title,
    tradeName: tradeOf(context, draft)?.name ?? null,
    institutionName: bodyOf(names, institutionId).name,
    startsOn: draft.startsOn,
    filedAt: filedAt?.toISOString() ?? null,
  }
}

function bodyOf(names: Names, id: Types.ObjectId) {
  const found = names.get(id.toHexString())
  if (!found) throw new Error(`A filing names the institution ${id.toHexString()}, which is not there`)
  return presentBody(found)
}

/** Hours by how they are given, from the lessons; of safety, from the syllabus. */
function hoursOf({ draft }: ClassFiling): FilingView['hours'] {
  const sum = (parts: readonly { hoursTenths: number | null }[]) =>
    parts.reduce((total, { hoursTenths }) => total + (hoursTenths ?? 0), 0)
  return {
    onsiteTenths: sum(draft.lessons.filter(({ mode }) => mode === 'onsite')),
    onlineTenths: sum(draft.lessons.filter(({ mode }) => mode === 'online')),
    safetyTenths: sum(draft.syllabus.filter(({ part }) => part === 'safety')),
  }
}
