import * as v from 'valibot'
import { mobileNumber, personName, readableLine } from './identity'
import { identityNumber } from './identity-documents'
import { instant, pageQuery, recordId } from './primitives'
import { rosterFields, rosterProblemCodes } from './roster-types'
import type { TradeCategory } from './trades'

/** So long a row waits for its person; then the numbers on it are let go. */
export const CREW_CONFIRM_DAYS = 14
/** So long an invitation's code opens anything. */
export const CREW_INVITATION_DAYS = 14
/** Most people that one step books into a class. */
export const MOST_BOOKED_AT_ONCE = 50

/**
 * `faulty`: something on the row is wrong. `unconfirmed`: waits for the person. `asked`: the person came by a code and waits
 * for the foreman. `confirmed`. `declined`: the person does not belong here, or has left. `expired`: nobody confirmed in time.
 */
export const crewMemberStates = [
  'faulty',
  'unconfirmed',
  'asked',
  'confirmed',
  'declined',
  'expired',
] as const
export type CrewMemberState = (typeof crewMemberStates)[number]
export const crewMemberStateLabels: Record<CrewMemberState, string> = {
  faulty: '要改一下',
  unconfirmed: '等本人确认',
  asked: '等您同意',
  confirmed: '已确认',
  declined: '本人没有加入',
  expired: '过期没确认',
}

/** Who may not work without a certificate: clause （一）, 严格实行持证上岗制度. 水处理 is not named in that sentence. */
const CATEGORIES_WITH_CERTIFICATE: readonly TradeCategory[] = ['建筑施工特种作业', '安全管理人员', '燃气']

/** Whether a trade of this category must not be worked in without a certificate, by clause （一）. */
export function needsCertificateToWork(category: TradeCategory): boolean {
  return CATEGORIES_WITH_CERTIFICATE.includes(category)
}

export const crewBody = v.strictObject({
  name: readableLine(20),
  siteName: readableLine(40),
  employerName: readableLine(60),
})
export type CrewBody = v.InferOutput<typeof crewBody>

export const rosterPasteBody = v.strictObject({
  text: v.pipe(
    v.string('请粘贴名单'),
    v.check((text) => text.trim() !== '', '请粘贴名单'),
    v.maxLength(60_000, '一次太多了，请分几次粘贴，或者传表格'),
  ),
})
export type RosterPasteBody = v.InferOutput<typeof rosterPasteBody>

/** Without a number, the one on the row stays: it is shown to nobody after it was saved. */
export const crewMemberBody = v.strictObject({
  name: personName,
  residentIdNumber: v.exactOptional(identityNumber),
  mobileNumber: v.exactOptional(mobileNumber),
  trade: v.exactOptional(readableLine(30)),
})
export type CrewMemberBody = v.InferOutput<typeof crewMemberBody>

export const crewTradeBody = v.strictObject({ trade: readableLine(30) })
export type CrewTradeBody = v.InferOutput<typeof crewTradeBody>

/** 128 random bits, base64url: what the code in the picture carries behind `j=`. */
export const crewInvitationToken = v.pipe(
  v.string('请再扫一次邀请码'),
  v.regex(/^[0-9A-Za-z_-]{22}$/, '邀请码不完整，请再扫一次'),
)
export const crewJoinBody = v.strictObject({ token: crewInvitationToken })
export type CrewJoinBody = v.InferOutput<typeof crewJoinBody>

export const crewBookingBody = v.strictObject({
  classId: recordId,
  memberIds: v.pipe(
    v.array(recordId),
    v.minLength(1, '请至少选一个人'),
    v.maxLength(MOST_BOOKED_AT_ONCE, `一次最多${MOST_BOOKED_AT_ONCE}人`),
  ),
})
export type CrewBookingBody = v.InferOutput<typeof crewBookingBody>

/** How the people of a site stand, in numbers. */
export const crewCoverage = v.object({
  total: v.number(),
  byState: v.object(v.entriesFromList(crewMemberStates, v.number())),
  /** Confirmed people whose trade needs a certificate by clause （一）, and how many of them have one on file here. */
  needCertificate: v.number(),
  haveCertificate: v.number(),
  /** Confirmed people with a place in a class. */
  enrolled: v.number(),
})
export type CrewCoverage = v.InferOutput<typeof crewCoverage>

export const crewView = v.object({
  id: recordId,
  name: v.string(),
  siteName: v.string(),
  employerName: v.string(),
  coverage: crewCoverage,
})
export type CrewView = v.InferOutput<typeof crewView>
export const crewListView = v.object({ items: v.array(crewView) })
export type CrewListView = v.InferOutput<typeof crewListView>

const crewProblem = v.object({
  field: v.picklist(rosterFields),
  code: v.picklist(rosterProblemCodes),
  detail: v.string(),
})

/** One row as its foreman sees it: the name as they wrote it, numbers masked, no account, no amount. */
export const crewMemberView = v.object({
  id: recordId,
  name: v.string(),
  residentIdMasked: v.nullable(v.string()),
  mobileMasked: v.nullable(v.string()),
  trade: v.string(),
  tradeSeq: v.nullable(v.number()),
  tradeName: v.nullable(v.string()),
  state: v.picklist(crewMemberStates),
  stateText: v.string(),
  problems: v.array(crewProblem),
  /** Whether the trade needs a certificate by clause （一）, and whether one is on file; null = nobody knows yet. */
  mayWork: v.nullable(v.boolean()),
  classes: v.array(v.object({ title: v.string(), startsOn: v.string(), stateText: v.string() })),
  /** Why this person is not further, and what to do; null = nothing stands in the way. */
  stuck: v.nullable(v.string()),
  /** Until when the person can confirm; null where nothing waits. */
  confirmUntil: v.nullable(instant),
  /** How often somebody else tried to confirm this row. */
  refusedTries: v.number(),
})
export type CrewMemberView = v.InferOutput<typeof crewMemberView>

export const crewMembersQuery = v.strictObject({
  state: v.optional(v.picklist(crewMemberStates)),
  ...pageQuery,
})
export const crewMemberListView = v.object({
  items: v.array(crewMemberView),
  nextCursor: v.nullable(v.string()),
})
export type CrewMemberListView = v.InferOutput<typeof crewMemberListView>

/** What became of a pasted roster. */
export const rosterPasteView = v.object({
  added: v.number(),
  /** Of the added ones, how many have something to mend. */
  faulty: v.number(),
  /** Already there. */
  unchanged: v.number(),
  /** There under another name or with something new: marked, or filled in. */
  changed: v.number(),
  /** People who stood in the text more than once. */
  repeated: v.number(),
  /** Lines in which nobody was found. */
  aside: v.array(v.object({ line: v.number(), text: v.string() })),
  crew: crewView,
})
export type RosterPasteView = v.InferOutput<typeof rosterPasteView>

/** So many rows of a file go into a crew in one step. */
export const CREW_IMPORT_STEP = 100

/** How far an import is: nothing of it is in the crew while `done` is 0; a step moves it on. */
export const crewImportView = v.object({
  id: recordId,
  total: v.number(),
  faulty: v.number(),
  done: v.number(),
  added: v.number(),
})
export type CrewImportView = v.InferOutput<typeof crewImportView>
export const readImportView = v.object({
  ...crewImportView.entries,
  aside: v.array(v.object({ line: v.number(), text: v.string() })),
})
export type ReadImportView = v.InferOutput<typeof readImportView>

export const newCrewInvitationView = v.object({
  id: recordId,
  /** Behind `j=` in the picture; given here and nowhere else. */
  token: crewInvitationToken,
  /** The round code, as a data address. */
  picture: v.string(),
  expiresAt: instant,
})
export type NewCrewInvitationView = v.InferOutput<typeof newCrewInvitationView>
export const crewInvitationListView = v.object({
  items: v.array(v.object({ id: recordId, createdAt: instant, expiresAt: instant, joined: v.number() })),
})
export type CrewInvitationListView = v.InferOutput<typeof crewInvitationListView>

/** What somebody sees before they join. */
export const crewOfferView = v.object({
  name: v.string(),
  siteName: v.string(),
  employerName: v.string(),
  foremanMasked: v.string(),
})
export type CrewOfferView = v.InferOutput<typeof crewOfferView>

/** A crew as one of its people sees it. */
export const crewPlaceView = v.object({
  id: recordId,
  ...crewOfferView.entries,
  state: v.picklist(crewMemberStates),
  stateText: v.string(),
  confirmUntil: v.nullable(instant),
})
export type CrewPlaceView = v.InferOutput<typeof crewPlaceView>
export const crewPlaceListView = v.object({ items: v.array(crewPlaceView) })
export type CrewPlaceListView = v.InferOutput<typeof crewPlaceListView>

/** What became of each person whom the foreman wanted in a class. */
export const crewBookingView = v.object({
  results: v.array(
    v.object({
      memberId: recordId,
      name: v.string(),
      outcome: v.picklist(['enrolled', 'already', 'refused']),
      detail: v.string(),
    }),
  ),
})
export type CrewBookingView = v.InferOutput<typeof crewBookingView>
