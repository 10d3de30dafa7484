import { apprenticeshipEvidence, evidenceGivers, evidenceOfStage } from '#shared/apprenticeship-evidence'
import { apprenticeshipStateLabels, type ApprenticeshipState } from '#shared/apprenticeship-machine'
import { apprenticeYearSums } from '#shared/apprenticeship-sums'
import {
  apprenticeshipKindLabels,
  apprenticeStateLabels,
  ownApprenticeStateLabels,
  type ApprenticePlaceListView,
  type ApprenticeshipListView,
  type ApprenticeshipSummary,
  type ApprenticeshipView,
  type ApprenticeView,
} from '#shared/apprenticeships'
import { certificateLevelLabels, certificateLevels } from '#shared/certificate-kinds'
import { maskName, maskResidentId } from '#shared/identity'
import { rowOn } from '#shared/policy-catalogue'
import type { ClientSession } from 'mongoose'
import type { Actor, Context } from '../context'
import type { Seen } from '../http/route'
import { findInstitutions, type Institution } from '../institutions/institution.service'
import { apprenticesOf, confirmUntil, openApprentice, type Apprentice } from './apprentice.service'
import { faultsOf } from './apprenticeship-steps.service'
import {
  findApprenticeships,
  lastDayOfStage,
  permittedOnApprenticeship,
  type Apprenticeship,
} from './apprenticeship.service'

type Names = Map<string, Institution>
type Known = Pick<Context, 'deployment' | 'moment'>

/** Programmes as lines of a list. */
export async function presentApprenticeships(
  context: Known,
  programmes: readonly Apprenticeship[],
): Promise<ApprenticeshipListView> {
  const names = await namesOf(programmes)
  return { items: programmes.map((programme) => summaryOf(context, programme, names)) }
}

/** One programme with its stages, its apprentices masked, and what this person may do with it. */
export async function presentApprenticeship(
  context: Known,
  programme: Apprenticeship,
  { actor, tx = null }: { actor: Actor; tx?: ClientSession | null },
): Promise<{ body: ApprenticeshipView; seen: Seen }> {
  const apprentices = await apprenticesOf(programme._id, tx)
  const views = apprentices.map((each) => apprenticeOf(context, programme, each))
  const years = views.flatMap((each) => each.years)
  const sum = (key: 'prepayFen' | 'settleFen' | 'owedBackFen') =>
    years.reduce((total, year) => total + year[key], 0)
  const body = {
    ...summaryOf(context, programme, await namesOf([programme])),
    agreementNumber: programme.agreementNumber,
    revision: programme.revision,
    stage: programme.stage,
    permittedEvents: permittedOnApprenticeship(actor, programme, context.moment.today),
    stages: stagesOf(programme),
    apprentices: views,
    totals: { prepayFen: sum('prepayFen'), settleFen: sum('settleFen'), owedBackFen: sum('owedBackFen') },
    faults:
      programme.state === 'planned' || programme.state === 'returned' ? faultsOf(programme, apprentices) : [],
    returned: programme.returned,
  }
  const personIds = apprentices.flatMap(({ personId }) => (personId ? [personId] : []))
  return { body, seen: { personIds, aboutId: programme._id } }
}

/** What somebody's own apprenticeships look like to them. */
export async function presentPlaces(
  context: Known,
  places: readonly Apprentice[],
  tx: ClientSession | null = null,
): Promise<ApprenticePlaceListView> {
  const ids = places.map(({ apprenticeshipId }) => apprenticeshipId)
  const programmes = await findApprenticeships(ids, tx)
  const names = await namesOf(programmes)
  return {
    items: places.flatMap((place) => {
      const programme = programmes.find(({ _id }) => _id.equals(place.apprenticeshipId))
      if (!programme) return []
      const { state, leftOn, records } = place
      return [
        {
          ...summaryOf(context, programme, names),
          id: place._id.toHexString(),
          agreementNumber: programme.agreementNumber,
          ...{
            apprenticeState: state,
            apprenticeStateText: ownApprenticeStateLabels[state],
            leftOn,
            records,
          },
          confirmUntil: confirmUntil(place)?.toISOString() ?? null,
          stages: stagesOf(programme),
        },
      ]
    }),
  }
}

function apprenticeOf(
  { deployment }: Known,
  programme: Apprenticeship,
  apprentice: Apprentice,
): ApprenticeView {
  const { _id, state, leftOn, records } = apprentice
  const written = openApprentice(deployment.cipher, apprentice)
  const policy = deployment.policies.pinned(programme.policy)
  const counts = state === 'confirmed' || state === 'left'
  const years = Array.from({ length: counts ? programme.years : 0 }, (_each, index) => {
    const record = records.find(({ year }) => year === index + 1)
    const sums = apprenticeYearSums(policy, programme, {
      year: index + 1,
      lastDay: lastDayOfStage(programme, index + 1) ?? '',
      openedOn: programme.acceptedOn[0] ?? null,
      isAccepted: programme.acceptedOn.length > index + 1,
      hasPassed: record?.hasPassed ?? false,
      leftOn,
    })
    const { hoursTenths = null, hasPassed = null } = record ?? {}
    return { year: index + 1, hoursTenths, hasPassed, ...sums }
  })
  return {
    id: _id.toHexString(),
    nameMasked: written && maskName(written.name),
    residentIdMasked: written?.residentIdNumber ? maskResidentId(written.residentIdNumber) : null,
    ...{ state, stateText: apprenticeStateLabels[state], leftOn, years },
    confirmUntil: confirmUntil(apprentice)?.toISOString() ?? null,
  }
}

function stagesOf(programme: Apprenticeship): ApprenticeshipView['stages'] {
  return Array.from({ length: programme.years + 1 }, (_each, stage) => {
    const state = stateOfStage(programme, stage)
    return {
      ...{ stage, title: titleOf(stage), lastDay: lastDayOfStage(programme, stage) },
      ...{ state, stateText: apprenticeshipStateLabels[state] },
      acceptedOn: programme.acceptedOn[stage] ?? null,
      evidence: evidenceOfStage(stage).map((item) => {
        const { name, asks, clause, quotation } = apprenticeshipEvidence[item]
        const found = programme.evidence.find((each) => each.stage === stage && each.item === item)
        const given = found && {
          words: found.words,
          byText: evidenceGivers[found.givenBy],
          on: found.givenOn,
        }
        return { item, name, asks, citation: { clause, quotation }, given: given ?? null }
      }),
    }
  })
}

function stateOfStage({ stage, state }: Apprenticeship, asked: number): ApprenticeshipState {
  if (asked === stage) return state
  return asked < stage ? 'accepted' : 'planned'
}

function titleOf(stage: number): string {
  return stage === 0 ? '开班' : `第${String(stage)}年`
}

function summaryOf({ deployment }: Known, programme: Apprenticeship, names: Names): ApprenticeshipSummary {
  const { _id, kind, tradeSeq, targetLevel, startsOn, years, stage, state } = programme
  const { catalogue } = deployment.policies.edition(programme.policy)
  const level = certificateLevels.find((each) => each === targetLevel)
  const nameOf = (id: Apprenticeship['partnerId']) => names.get(id.toHexString())?.name ?? ''
  return {
    id: _id.toHexString(),
    kindText: apprenticeshipKindLabels[kind],
    enterpriseName: nameOf(programme.institutionId),
    partnerName: nameOf(programme.partnerId),
    tradeName: rowOn(catalogue, tradeSeq, startsOn)?.name ?? '',
    levelText: level ? certificateLevelLabels[level] : '',
    ...{ startsOn, years, stageTitle: titleOf(stage), state, stateText: apprenticeshipStateLabels[state] },
  }
}

function namesOf(programmes: readonly Apprenticeship[]): Promise<Names> {
  return findInstitutions(programmes.flatMap(({ institutionId, partnerId }) => [institutionId, partnerId]))
}
