import { FEWEST_CASES, type InstitutionFilter, type ListedInstitutionView } from '#shared/public-lists'
import { allInstitutions, type Institution } from '../institutions/institution.service'
import { institutionRecords, type InstitutionRecord } from './institution-record.service'
import { inListOrder, isMentioned, presentListing } from './list-page'

/** The training institutions that the filter asks for, those in the list first. @param today programme date */
export async function listedInstitutions(
  { kind, district, trade, standing, text }: InstitutionFilter,
  today: string,
): Promise<ListedInstitutionView[]> {
  const records = await institutionRecords()
  const all = (await allInstitutions()).map((each) =>
    presentInstitution(each, records.get(each._id.toHexString()) ?? null, today),
  )
  return inListOrder(all).filter(
    (each) =>
      (kind === undefined || each.kind === kind) &&
      (district === undefined || each.district === district) &&
      (trade === undefined || each.tradeSeqs.includes(trade)) &&
      (standing === undefined || each.standing === standing) &&
      isMentioned(text, [each.name, each.address]),
  )
}

function presentInstitution(
  institution: Institution,
  record: InstitutionRecord | null,
  today: string,
): ListedInstitutionView {
  const { _id, name, kind, isDemo } = institution
  return {
    id: _id.toHexString(),
    ...{ name, kind, isDemo },
    ...presentListing(institution, today),
    tradeSeqs: record?.tradeSeqs ?? [],
    record: record && presentRecord(record),
  }
}

function presentRecord({
  examined,
  passed,
  paidClaims,
  medianDays,
  measuredAt,
}: InstitutionRecord): ListedInstitutionView['record'] {
  return {
    ...{ examined, paidClaims },
    passPercent: examined < FEWEST_CASES ? null : Math.round((passed / examined) * 100),
    medianDays: paidClaims < FEWEST_CASES ? null : medianDays,
    measuredAt: measuredAt.toISOString(),
  }
}
