import type { Role } from '#shared/people'
import { webAddress } from './platform/web-address'
import { onlyPage, pageDepth, popPage, pushPage, replacePage, switchTab } from './platform/page-stack'

/** Every page and what it must be told. `routes.ts` is the only way from page to page. */
export interface Pages {
  home: Record<never, string>
  messages: Record<never, string>
  me: Record<never, string>
  trade: { seq: string }
  trainingClass: { id: string }
  category: { name: string }
  estimate: { seq?: string; sector?: string }
  login: { reason?: LoginReason }
  identity: Record<never, string>
  account: Record<never, string>
  employment: Record<never, string>
  enrolments: Record<never, string>
  enrolment: { id: string }
  confirmClaim: { enrolmentId: string }
  receipt: { id: string }
  claim: { id: string }
  claims: Record<never, string>
  institutionClasses: Record<never, string>
  institutionClass: { id: string }
  institutionResults: { id: string }
  examinedClasses: Record<never, string>
  examinedClass: { id: string }
  wallet: Record<never, string>
  certificateCheck: { token: string }
  classFilings: Record<never, string>
  classFiling: { id: string }
  filingQueue: Record<never, string>
  apprenticeships: Record<never, string>
  apprenticeship: { id: string }
  newApprenticeship: Record<never, string>
  classLife: { id: string }
  reviewQueue: Record<never, string>
  review: { id: string }
  demand: Record<never, string>
  messageLedger: Record<never, string>
  payouts: Record<never, string>
  batch: { id: string }
  fund: { id: string }
  policies: Record<never, string>
  policy: { id: string }
  policyEdit: { id: string }
  policyDifference: { id: string; kind?: string }
  devices: Record<never, string>
  privacyPolicy: Record<never, string>
  privacyWithdrawal: Record<never, string>
  secondFactor: Record<never, string>
  myData: Record<never, string>
  deletion: Record<never, string>
  teach: { classId: string; lessonId: string }
  onlineLesson: { classId: string; lessonId: string }
  signAttendance: Record<never, string>
  attendanceFlags: Record<never, string>
  chargeReport: Record<never, string>
  publicLists: { show?: PublicList }
  listedBody: { list: PublicList; id: string }
  enterInstitution: Record<never, string>
  enterEvaluationBody: Record<never, string>
  publicity: Record<never, string>
  familyHelp: Record<never, string>
  chargeReports: Record<never, string>
  sights: Record<never, string>
  consents: Record<never, string>
  contactChange: Record<never, string>
  accountMove: Record<never, string>
  identityCorrection: Record<never, string>
  corrections: Record<never, string>
  conflicts: Record<never, string>
  serviceDesk: Record<never, string>
  desktopSignIn: Record<never, string>
  desktopConfirm: Record<never, string>
  staffPassword: Record<never, string>
  staff: Record<never, string>
  staffInvite: Record<never, string>
  staffJoin: Record<never, string>
  estimateDifferences: Record<never, string>
  crews: Record<never, string>
  crew: { id: string }
  crewPaste: { id: string }
  crewInvite: { id: string }
  crewEnrol: { id: string }
  crewJoin: { scene: string }
  crewPlaces: Record<never, string>
}
export type PageName = keyof Pages

/** Which of the three public lists. */
export type PublicList = 'institutions' | 'evaluation' | 'projects'

/** Why the login page opens; it says so in one sentence. */
export type LoginReason = 'enrol' | 'watch' | 'claim' | 'staff'

const paths: Record<PageName, string> = {
  home: '/pages/home/index',
  messages: '/pages/messages/index',
  me: '/pages/me/index',
  trade: '/pages/trade/index',
  trainingClass: '/pages/training-class/index',
  category: '/pages/category/index',
  estimate: '/packages/estimate/my-subsidy/index',
  login: '/pages/login/index',
  identity: '/packages/claims/identity/index',
  account: '/packages/claims/account/index',
  employment: '/packages/claims/employment/index',
  enrolments: '/packages/claims/enrolments/index',
  enrolment: '/packages/claims/enrolment/index',
  confirmClaim: '/packages/claims/confirm/index',
  receipt: '/packages/claims/receipt/index',
  claim: '/packages/claims/progress/index',
  claims: '/packages/claims/list/index',
  institutionClasses: '/packages/institution/classes/index',
  institutionClass: '/packages/institution/training-class/index',
  institutionResults: '/packages/institution/results/index',
  examinedClasses: '/packages/institution/examined-classes/index',
  examinedClass: '/packages/institution/examined-class/index',
  wallet: '/packages/certificates/wallet/index',
  certificateCheck: '/packages/certificates/check/index',
  classFilings: '/packages/class-desk/filings/index',
  classFiling: '/packages/class-desk/filing/index',
  filingQueue: '/packages/class-desk/queue/index',
  apprenticeships: '/packages/class-desk/apprenticeships/index',
  apprenticeship: '/packages/class-desk/apprenticeship/index',
  newApprenticeship: '/packages/class-desk/new-apprenticeship/index',
  classLife: '/packages/class-desk/life/index',
  reviewQueue: '/packages/office/queue/index',
  review: '/packages/office/review/index',
  demand: '/packages/office/demand/index',
  messageLedger: '/packages/messages-desk/ledger/index',
  payouts: '/packages/finance/payouts/index',
  batch: '/packages/finance/batch/index',
  fund: '/packages/finance/fund/index',
  policies: '/packages/policy/list/index',
  policy: '/packages/policy/version/index',
  policyEdit: '/packages/policy/edit/index',
  policyDifference: '/packages/policy/difference/index',
  devices: '/packages/account/devices/index',
  privacyPolicy: '/packages/privacy/policy/index',
  privacyWithdrawal: '/packages/privacy/withdrawal/index',
  secondFactor: '/packages/account/second-factor/index',
  myData: '/packages/my-data/all/index',
  deletion: '/packages/my-data/deletion/index',
  contactChange: '/packages/my-data/contact/index',
  accountMove: '/packages/my-data/move/index',
  identityCorrection: '/packages/my-data/correction/index',
  teach: '/packages/attendance/teach/index',
  onlineLesson: '/packages/attendance/online/index',
  signAttendance: '/packages/attendance/sign/index',
  attendanceFlags: '/packages/office/attendance-flags/index',
  publicLists: '/packages/lists/all/index',
  listedBody: '/packages/lists/body/index',
  enterInstitution: '/packages/lists/enter/index',
  enterEvaluationBody: '/packages/lists/enter-body/index',
  chargeReport: '/packages/help/charge-report/index',
  publicity: '/packages/help/publicity/index',
  familyHelp: '/packages/help/family/index',
  chargeReports: '/packages/office/charge-reports/index',
  sights: '/packages/my-data/sights/index',
  consents: '/packages/my-data/consents/index',
  corrections: '/packages/office/corrections/index',
  conflicts: '/packages/office/conflicts/index',
  serviceDesk: '/packages/service-desk/desk/index',
  desktopSignIn: '/packages/desk-sign-in/desktop/index',
  desktopConfirm: '/packages/desk-sign-in/confirm/index',
  staffPassword: '/packages/desk-sign-in/password/index',
  staff: '/packages/staff-access/staff/index',
  staffInvite: '/packages/staff-access/invite/index',
  staffJoin: '/packages/staff-access/join/index',
  estimateDifferences: '/packages/policy/estimate-differences/index',
  crews: '/packages/crew/list/index',
  crew: '/packages/crew/crew/index',
  crewPaste: '/packages/crew/paste/index',
  crewInvite: '/packages/crew/invite/index',
  crewEnrol: '/packages/crew/enrol/index',
  crewJoin: '/packages/crew/join/index',
  crewPlaces: '/packages/crew/places/index',
}
const tabs: readonly PageName[] = ['home', 'messages', 'me']

/** So long a second call for the same page is the echo of a hasty thumb, in milliseconds. */
const ECHO_MS = 400
let latest = { url: '', from: 0, at: 0 }

/** Opens a page on top of this one; when the stack is full, instead of this one. A double tap opens it once. */
export async function open<P extends PageName>(page: P, params: Pages[P]): Promise<void> {
  const url = address(page, params)
  const from = pageDepth()
  if (url === latest.url && from >= latest.from && Date.now() - latest.at < ECHO_MS) return
  latest = { url, from, at: Date.now() }
  if (tabs.includes(page)) await switchTab(url)
  else await pushPage(url)
}

/** Opens a page in the place of this one: Back then leads past it. */
export async function replaceBy<P extends PageName>(page: P, params: Pages[P]): Promise<void> {
  const url = address(page, params)
  if (tabs.includes(page)) await switchTab(url)
  else await replacePage(url)
}

/** Closes every page and opens this one, when somebody else goes on: nothing of whom they showed is left. */
export async function beginAnew<P extends PageName>(page: P, params: Pages[P]): Promise<void> {
  await onlyPage(address(page, params))
}

/** A page as a browser opens it, for a code that any phone can scan. */
export function webPage(page: PageName): string {
  return webAddress(paths[page])
}

/** The page where somebody's work waits; null for workers, whose work begins at home. */
export function deskOf(roles: readonly Role[]): DeskName | null {
  const role = roles.find((each) => desks[each] !== undefined)
  return role === undefined ? null : (desks[role] ?? null)
}
type DeskName =
  'institutionClasses' | 'examinedClasses' | 'reviewQueue' | 'payouts' | 'policies' | 'staff' | 'serviceDesk'
const desks: Partial<Record<Role, DeskName>> = {
  institution: 'institutionClasses',
  evaluator: 'examinedClasses',
  housing: 'reviewQueue',
  hr: 'reviewQueue',
  finance: 'payouts',
  policy_editor: 'policies',
  policy_approver: 'policies',
  admin: 'staff',
  desk: 'serviceDesk',
}

/** One page back; home when there is none (a page opened from a message or a shared link). */
export async function back(): Promise<void> {
  if (pageDepth() > 1) await popPage()
  else await switchTab(paths.home)
}

function address<P extends PageName>(page: P, params: Pages[P]): string {
  const query = Object.entries(params as Record<string, string>)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return query === '' ? paths[page] : `${paths[page]}?${query}`
}
