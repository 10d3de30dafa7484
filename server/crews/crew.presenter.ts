import {
  crewMemberStateLabels,
  crewMemberStates,
  needsCertificateToWork,
  type CrewCoverage,
  type CrewMemberView,
  type CrewOfferView,
  type CrewPlaceView,
  type CrewView,
} from '#shared/crews'
import { enrolmentStateLabels } from '#shared/enrolments'
import { maskMobile, maskResidentId } from '#shared/identity'
import { chineseDay } from '#shared/subsidy-calendar'
import type { ProvenCertificate } from '../certificates/proven-certificates.service'
import type { CrewTraining } from '../enrolments/crew-trainings.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiDate } from '../programme-clock'
import { openRow } from './crew-member-secrets'
import type { CrewMember } from './crew-member.model'
import type { CrewPlace } from './crew-place.service'
import { findTrade, tradeOf } from './trade-words'
import type { Crew } from './crew.service'

/** What is on record of somebody who has confirmed. */
export interface PersonKnown {
  trainings: readonly CrewTraining[]
  /** Proven ones that are good today. */
  certificates: readonly ProvenCertificate[]
}

/** What is known of a row's person beside the row. */
export interface MemberStanding extends PersonKnown {
  refused: { tries: number; otherName: boolean }
}

/** A crew with its site's coverage. */
export function presentCrew({ _id, name, siteName, employerName }: Crew, coverage: CrewCoverage): CrewView {
  return { id: _id.toHexString(), name, siteName, employerName, coverage }
}

/** How the people of a crew stand, in numbers. @param known by person */
export function coverageOf(
  members: readonly Pick<CrewMember, 'state' | 'tradeSeq' | 'personId'>[],
  known: ReadonlyMap<string, PersonKnown>,
): CrewCoverage {
  const count = (state: CrewMember['state']) => members.filter((member) => member.state === state).length
  const confirmed = members
    .filter(({ state }) => state === 'confirmed')
    .map((member) => ({ member, known: known.get(member.personId?.toHexString() ?? '') }))
  const needing = confirmed.filter(({ member }) => isCertificateNeeded(member.tradeSeq))
  return {
    total: members.length,
    byState: Object.fromEntries(
      crewMemberStates.map((state) => [state, count(state)]),
    ) as CrewCoverage['byState'],
    needCertificate: needing.length,
    haveCertificate: needing.filter(({ member, known }) =>
      hasCertificate(member.tradeSeq, known?.certificates ?? []),
    ).length,
    enrolled: confirmed.filter(({ known }) => known !== undefined && known.trainings.length > 0).length,
  }
}

/** One row as its foreman sees it. */
export function presentMember(
  cipher: FieldCipher,
  member: CrewMember,
  { trainings, certificates, refused }: MemberStanding,
): CrewMemberView {
  const row = openRow(cipher, member)
  const shown = member.state === 'confirmed' ? trainings : []
  const mayWork = mayWorkOf(member, certificates)
  return {
    id: member._id.toHexString(),
    name: row.name,
    residentIdMasked: row.idNumber === '' ? null : maskResidentId(row.idNumber),
    mobileMasked: row.mobileNumber === '' ? null : maskMobile(row.mobileNumber),
    trade: row.trade,
    tradeSeq: member.tradeSeq,
    tradeName: tradeOf(member.tradeSeq)?.name ?? null,
    state: member.state,
    stateText: crewMemberStateLabels[member.state],
    problems: [...row.problems],
    mayWork,
    classes: shown.map(({ classTitle, startsOn, state }) => ({
      title: classTitle,
      startsOn,
      stateText: enrolmentStateLabels[state],
    })),
    stuck: stuckOf(member, { mayWork, isEnrolled: shown.length > 0, otherName: refused.otherName }),
    confirmUntil: member.confirmUntil?.toISOString() ?? null,
    refusedTries: refused.tries,
  }
}

/** A crew as those see it who are asked to join. */
export function presentOffer({ name, siteName, employerName }: Crew, foremanMasked: string): CrewOfferView {
  return { name, siteName, employerName, foremanMasked }
}

/** A row as its own person sees it. */
export function presentPlace({ crew, member }: CrewPlace, foremanMasked: string): CrewPlaceView {
  return {
    id: member._id.toHexString(),
    ...presentOffer(crew, foremanMasked),
    state: member.state,
    stateText: placeStateTexts[member.state],
    confirmUntil: member.confirmUntil?.toISOString() ?? null,
  }
}

/** How a row stands, said to its own person. */
export const placeStateTexts: Record<CrewMember['state'], string> = {
  faulty: '班组长还在改',
  unconfirmed: '等您确认',
  asked: '等班组长同意',
  confirmed: '已加入',
  declined: '您没有加入',
  expired: '过期了，请班组长再加一次',
}

function isCertificateNeeded(tradeSeq: number | null): boolean {
  const trade = tradeOf(tradeSeq)
  return trade !== null && needsCertificateToWork(trade.category)
}

/** One from elsewhere says its trade in the words of the national site. */
function hasCertificate(tradeSeq: number | null, certificates: readonly ProvenCertificate[]): boolean {
  return certificates.some(
    (held) => (held.tradeSeq ?? (held.trade === null ? null : findTrade(held.trade))) === tradeSeq,
  )
}

/** Nobody knows without a trade, or before the person has confirmed. */
function mayWorkOf(
  { state, tradeSeq }: CrewMember,
  certificates: readonly ProvenCertificate[],
): boolean | null {
  if (state !== 'confirmed' || tradeSeq === null) return null
  return !isCertificateNeeded(tradeSeq) || hasCertificate(tradeSeq, certificates)
}

function stuckOf(
  { state, tradeSeq, confirmUntil }: CrewMember,
  { mayWork, isEnrolled, otherName }: { mayWork: boolean | null; isEnrolled: boolean; otherName: boolean },
): string | null {
  switch (state) {
    case 'faulty':
      return '这一行有错，请改好'
    case 'unconfirmed': {
      if (otherName) return '姓名和他登记的不一样，请照证件改好，他再确认'
      return confirmUntil && `等他在自己手机上确认，最晚${chineseDay(shanghaiDate(confirmUntil))}`
    }
    case 'asked':
      return '他扫码申请加入，等您同意'
    case 'declined':
      return '他说不是这个班组的'
    case 'expired':
      return '14天没确认，号码已经删掉。要他加入请再加一次'
    case 'confirmed': {
      if (tradeSeq === null) return '没认出工种，请问清楚再填'
      if (mayWork === false)
        return isEnrolled
          ? '在学，拿到证才能上岗'
          : '没有有效的证书，先别上岗。有证让他在手机上添，没有就替他报个班'
      return null
    }
  }
}
