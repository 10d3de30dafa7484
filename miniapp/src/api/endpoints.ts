import type { ClaimEventBody, ClaimListView, ClaimPreview, ClaimView, SubmitClaimBody } from '#shared/claims'
import type {
  AttendanceBody,
  CertificateBody,
  ClassDetailView,
  ClassListView,
  ExaminedClassListView,
  ExamResultBody,
  InstitutionClassListView,
  InstitutionClassView,
  RosterEntryView,
} from '#shared/classes'
import type { DemoOneTimeCodesView, DemoOneTimeCodeView } from '#shared/demo-one-time-codes'
import type {
  DesktopDecisionBody,
  DesktopPollView,
  DesktopRequestView,
  NewDesktopSignInView,
} from '#shared/desktop-sign-in'
import type {
  CorrectionBody,
  CorrectionDecisionBody,
  CorrectionListView,
  CorrectionPapersView,
  CorrectionView,
} from '#shared/identity-correction'
import type { JobListView } from '#shared/jobs'
import type {
  DeliveryLedgerView,
  LedgerFilter,
  MarkAllReadBody,
  NotificationListView,
  SubscriptionBody,
} from '#shared/notifications'
import type { EmploymentBody, MeView, SavePayeeAccountBody, SaveIdentityBody } from '#shared/people'
import type {
  AccountMoveBody,
  AccountMoveCodeView,
  AccountMoveProof,
  AccountMoveView,
} from '#shared/account-move'
import type { ContactChangeBody, ContactChangeView } from '#shared/contact-change'
import type { AccountDeletionView, DataCopyBody, DataCopyView, PersonalDataView } from '#shared/personal-data'
import type {
  EstimateBody,
  EstimateDifferenceBody,
  EstimateDifferenceListView,
  EstimateView,
} from '#shared/policy-estimates'
import type {
  ClaimDifferenceDetail,
  CurrentPolicyView,
  DifferenceClaimsView,
  DifferenceKind,
  EditPolicyVersionBody,
  PolicyChangesView,
  PolicyEventBody,
  PolicyVersionListView,
  PolicyVersionView,
  SignDifferenceBody,
} from '#shared/policy-versions'
import type { PhoneBindingView } from '#shared/phone-binding'
import type { PaperCountView } from '#shared/papers-not-asked'
import type { ConsentListView } from '#shared/consents'
import type { SightListView } from '#shared/sights'
import type {
  BeginVisitBody,
  DeskAccountBody,
  VisitListView,
  VisitSessionView,
  VisitView,
} from '#shared/service-desk'
import type { DemoPeopleView, SessionView, StatusView } from '#shared/session'
import type { DeviceBody, DeviceListView, RefreshBody, RefreshView } from '#shared/sign-in'
import type { PasswordSignInBody, PasswordView } from '#shared/staff-password'
import type { DemandPeriod, DemandView, SearchArea, UnmetSearchesBody } from '#shared/trade-searches'
import type {
  InvitationBody,
  InvitationListView,
  InvitationOfferView,
  InvitingBodiesView,
  NewInvitationView,
  StaffListView,
} from '#shared/staff-invitations'
import type {
  CheckSecondFactorBody,
  NewSecondFactorView,
  RecoveryCodesView,
  SecondFactorView,
} from '#shared/staff-second-factor'
import { send } from './client'
import { after, get, post, put, remove } from './operations'

/** The API, one line per operation. A command's `key` is made once per tap (`use-command`). */
export const api = {
  status: () => get<StatusView>('/status'),
  classes: (tradeSeq: number | null, cursor?: string | null) =>
    get<ClassListView>(
      tradeSeq === null ? `/classes${after(cursor)}` : `/classes?tradeSeq=${tradeSeq}${after(cursor, '&')}`,
    ),
  trainingClass: (id: string) => get<ClassDetailView>(`/classes/${id}`),

  reportUnmet: (body: UnmetSearchesBody) =>
    send<null>({ method: 'POST', path: '/trade-searches', body, isAnonymous: true }),
  demand: (months: DemandPeriod, area: SearchArea | null, cursor?: string | null) =>
    get<DemandView>(
      `/trade-searches/demand?months=${months}${area === null ? '' : `&area=${encodeURIComponent(area)}`}${after(cursor, '&')}`,
    ),

  signIn: (code: string, device: DeviceBody) =>
    send<SessionView>({ method: 'POST', path: '/sessions', body: { code, device }, isSigningIn: true }),
  refreshSession: (body: RefreshBody) =>
    send<RefreshView>({ method: 'POST', path: '/sessions/refresh', body, isSigningIn: true }),
  beginDesktopSignIn: (body: { device: DeviceBody }) =>
    send<NewDesktopSignInView>({ method: 'POST', path: '/desktop-sign-ins', body, isSigningIn: true }),
  pollDesktopSignIn: (id: string, body: { secret: string }) =>
    send<DesktopPollView>({ method: 'POST', path: `/desktop-sign-ins/${id}/polls`, body, isSigningIn: true }),
  lookUpDesktop: (body: { code: string }) =>
    send<DesktopRequestView>({ method: 'POST', path: '/desktop-sign-ins/look-up', body }),
  decideDesktop: (id: string, body: DesktopDecisionBody) =>
    send<null>({ method: 'POST', path: `/desktop-sign-ins/${id}/decision`, body }),
  signInByPassword: (body: PasswordSignInBody) =>
    send<SessionView>({ method: 'POST', path: '/password-sign-ins', body, isSigningIn: true }),
  passwordStanding: () => get<PasswordView>('/me/password'),
  setPassword: (body: { name: string; password: string }) =>
    send<null>({ method: 'PUT', path: '/me/password', body }),
  removePassword: () => send<null>({ method: 'DELETE', path: '/me/password' }),
  visits: () => get<VisitListView>('/desk-visits'),
  sights: (cursor?: string | null) => get<SightListView>(`/me/sights${after(cursor)}`),
  consents: () => get<ConsentListView>('/me/consents'),
  ownVisits: () => get<VisitListView>('/me/desk-visits'),
  beginVisit: (key: string, body: BeginVisitBody) => post<VisitView>('/desk-visits', key, body),
  sendVisitCode: (id: string) => send<null>({ method: 'POST', path: `/desk-visits/${id}/codes` }),
  proveVisit: (id: string, body: { code: string }) =>
    send<VisitView>({ method: 'POST', path: `/desk-visits/${id}/proof`, body }),
  vouchForVisit: (id: string) => send<VisitView>({ method: 'POST', path: `/desk-visits/${id}/vouching` }),
  visitSession: (id: string) =>
    send<VisitSessionView>({ method: 'POST', path: `/desk-visits/${id}/sessions` }),
  endVisit: (id: string) => send<null>({ method: 'POST', path: `/desk-visits/${id}/end` }),
  sendDeskAccountCode: () => send<null>({ method: 'POST', path: '/me/desk-account-codes' }),
  saveDeskAccount: (key: string, body: DeskAccountBody) => put<MeView>('/me/desk-account', key, body),
  devices: () => get<DeviceListView>('/me/devices'),
  signOutDevice: (id: string) => send<null>({ method: 'DELETE', path: `/me/devices/${id}` }),
  secondFactor: () => get<SecondFactorView>('/me/second-factor'),
  beginSecondFactor: () => send<NewSecondFactorView>({ method: 'POST', path: '/me/second-factor' }),
  confirmSecondFactor: (body: { code: string }) =>
    send<RecoveryCodesView>({ method: 'POST', path: '/me/second-factor/confirmation', body }),
  checkSecondFactor: (body: CheckSecondFactorBody) =>
    send<SecondFactorView>({ method: 'POST', path: '/me/second-factor/checks', body }),
  removeSecondFactor: (body: CheckSecondFactorBody) =>
    send<null>({ method: 'POST', path: '/me/second-factor/removal', body }),
  myData: () => get<PersonalDataView>('/me/data'),
  copyMyData: (body: DataCopyBody) => send<DataCopyView>({ method: 'POST', path: '/me/data-copies', body }),
  deletion: () => get<AccountDeletionView>('/me/deletion'),
  askForDeletion: (key: string) => post<AccountDeletionView>('/me/deletion', key),
  undoDeletion: (key: string) => remove<AccountDeletionView>('/me/deletion', key),
  identityCorrection: () => get<CorrectionView>('/me/identity-correction'),
  askForCorrection: (key: string, body: CorrectionBody) =>
    post<CorrectionView>('/me/identity-correction', key, body),
  withdrawCorrection: (key: string) => remove<CorrectionView>('/me/identity-correction', key),
  corrections: (cursor?: string | null) => get<CorrectionListView>(`/identity-corrections${after(cursor)}`),
  lookAtCorrection: (id: string) =>
    send<CorrectionPapersView>({ method: 'POST', path: `/identity-corrections/${id}/looks` }),
  decideCorrection: (key: string, id: string, body: CorrectionDecisionBody) =>
    post<null>(`/identity-corrections/${id}/decision`, key, body),
  contactChange: () => get<ContactChangeView>('/me/contact-change'),
  askForContactChange: (key: string, body: ContactChangeBody) =>
    post<ContactChangeView>('/me/contact-change', key, body),
  undoContactChange: (key: string) => remove<ContactChangeView>('/me/contact-change', key),
  accountMove: () => get<AccountMoveView>('/me/account-moves/current'),
  sendMoveCode: (body: AccountMoveProof) =>
    send<AccountMoveCodeView>({ method: 'POST', path: '/me/account-moves/codes', body }),
  askForAccountMove: (key: string, body: AccountMoveBody) =>
    post<AccountMoveView>('/me/account-moves', key, body),
  stopAccountMove: (key: string) => remove<AccountMoveView>('/me/account-moves/current', key),
  signOutEverywhere: () => send<null>({ method: 'DELETE', path: '/me/devices' }),
  signOut: () => send<null>({ method: 'DELETE', path: '/sessions/current' }),
  staff: (cursor?: string | null) => get<StaffListView>(`/staff${after(cursor)}`),
  endStaffRole: (key: string, id: string) => post<null>(`/staff/${id}/end`, key),
  staffInvitations: (cursor?: string | null) => get<InvitationListView>(`/staff-invitations${after(cursor)}`),
  invitingInstitutions: () => get<InvitingBodiesView>('/staff-invitations/institutions'),
  invitingEvaluationBodies: () => get<InvitingBodiesView>('/staff-invitations/evaluation-bodies'),
  inviteStaff: (key: string, body: InvitationBody) =>
    post<NewInvitationView>('/staff-invitations', key, body),
  revokeStaffInvitation: (key: string, id: string) => post<null>(`/staff-invitations/${id}/revocation`, key),
  lookUpInvitation: (body: { code: string }) =>
    send<InvitationOfferView>({ method: 'POST', path: '/staff-invitations/look-up', body }),
  acceptInvitation: (key: string, body: { code: string }) =>
    post<null>('/staff-invitations/acceptance', key, body),
  demoPeople: () => get<DemoPeopleView>('/demo/people'),
  demoLoginCode: (personKey: string) =>
    send<{ code: string }>({
      method: 'POST',
      path: '/demo/login-codes',
      body: { personKey },
      isSigningIn: true,
    }),
  demoOneTimeCodes: () =>
    send<DemoOneTimeCodesView>({ method: 'GET', path: '/demo/one-time-codes', isAnonymous: true }),
  demoOneTimeCode: () => get<DemoOneTimeCodeView>('/demo/one-time-codes/mine'),
  demoSubscribe: (key: string, body: SubscriptionBody) => post<null>('/demo/subscriptions', key, body),

  me: () => get<MeView>('/me'),
  bindPhone: (code: string) =>
    send<PhoneBindingView>({ method: 'POST', path: '/me/phone-bindings', body: { code } }),
  demoPhoneCode: () => send<{ code: string }>({ method: 'POST', path: '/demo/phone-codes' }),
  demoWithdrawConsent: () => send<null>({ method: 'POST', path: '/demo/consent-withdrawals' }),
  saveIdentity: (key: string, body: SaveIdentityBody) => put<MeView>('/me/identity', key, body),
  savePayeeAccount: (key: string, body: SavePayeeAccountBody) => put<MeView>('/me/payee-account', key, body),
  saveEmployment: (key: string, body: EmploymentBody) => put<MeView>('/me/employment', key, body),
  subscribe: (key: string, body: SubscriptionBody) => post<null>('/me/subscriptions', key, body),
  notifications: (cursor?: string | null) => get<NotificationListView>(`/me/notifications${after(cursor)}`),
  markRead: (key: string, id: string) => post<null>(`/me/notifications/${id}/read`, key),
  markAllRead: (key: string, body: MarkAllReadBody) => post<null>('/me/read-notifications', key, body),
  noticeDeliveries: (show: LedgerFilter, cursor?: string | null) =>
    get<DeliveryLedgerView>(`/notice-deliveries?show=${show}${after(cursor, '&')}`),
  sendNoticeAgain: (key: string, id: string) => post<null>(`/notice-deliveries/${id}/send-again`, key),
  jobs: () => get<JobListView>('/jobs'),

  claimPreview: (enrolmentId: string) => get<ClaimPreview>(`/enrolments/${enrolmentId}/claim-preview`),
  claims: (cursor?: string | null) => get<ClaimListView>(`/me/claims${after(cursor)}`),
  paperCount: () => get<PaperCountView>('/public/papers-not-asked'),
  submitClaim: (key: string, body: SubmitClaimBody) => post<ClaimView>('/claims', key, body),
  claim: (id: string) => get<ClaimView>(`/claims/${id}`),
  claimEvent: (key: string, id: string, body: ClaimEventBody) =>
    post<ClaimView>(`/claims/${id}/events`, key, body),

  reviewQueue: (show: 'waiting' | 'mine' | 'contested' | 'held' | 'decided', cursor?: string | null) =>
    get<ClaimListView>(`/review/claims?show=${show}${after(cursor, '&')}`),

  institutionClasses: () => get<InstitutionClassListView>('/institution/classes'),
  institutionClass: (id: string) => get<InstitutionClassView>(`/institution/classes/${id}`),
  examinedClasses: (cursor: string | null) =>
    get<ExaminedClassListView>(`/examined-classes${after(cursor, '?')}`),
  examinedClass: (id: string) => get<InstitutionClassView>(`/examined-classes/${id}`),
  saveAttendance: (key: string, lesson: { classId: string; lessonId: string }, body: AttendanceBody) =>
    put<InstitutionClassView>(
      `/institution/classes/${lesson.classId}/lessons/${lesson.lessonId}/attendance`,
      key,
      body,
    ),
  saveExamResult: (key: string, enrolmentId: string, body: ExamResultBody) =>
    put<RosterEntryView>(`/enrolments/${enrolmentId}/exam-result`, key, body),
  saveCertificate: (key: string, enrolmentId: string, body: CertificateBody) =>
    put<RosterEntryView>(`/enrolments/${enrolmentId}/certificate`, key, body),

  currentPolicy: () =>
    send<CurrentPolicyView>({ method: 'GET', path: '/policies/current', isAnonymous: true }),
  estimate: (body: EstimateBody) =>
    send<EstimateView>({ method: 'POST', path: '/estimate', body, isAnonymous: true }),
  reportDifference: (body: EstimateDifferenceBody) =>
    send<null>({ method: 'POST', path: '/estimate-differences', body, isAnonymous: true }),
  estimateDifferences: (cursor?: string | null) =>
    get<EstimateDifferenceListView>(`/estimate-differences${after(cursor)}`),
  policies: () => get<PolicyVersionListView>('/policies'),
  policy: (id: string) => get<PolicyVersionView>(`/policies/${id}`),
  draftPolicy: (key: string) => post<PolicyVersionView>('/policies', key, {}),
  editPolicy: (key: string, id: string, body: EditPolicyVersionBody) =>
    put<PolicyVersionView>(`/policies/${id}`, key, body),
  policyEvent: (key: string, id: string, body: PolicyEventBody) =>
    post<PolicyVersionView>(`/policies/${id}/events`, key, body),
  policyChanges: (id: string) => get<PolicyChangesView>(`/policies/${id}/changes`),
  runPolicyCases: (key: string, id: string, revision: number) =>
    post<PolicyVersionView>(`/policies/${id}/cases`, key, { revision }),
  comparePolicy: (key: string, id: string, revision: number) =>
    post<PolicyVersionView>(`/policies/${id}/difference`, key, { revision }),
  signPolicyDifference: (key: string, id: string, body: SignDifferenceBody) =>
    post<PolicyVersionView>(`/policies/${id}/difference/signature`, key, body),
  differenceClaims: (id: string, kind: DifferenceKind | null, cursor?: string | null) =>
    get<DifferenceClaimsView>(
      kind === null
        ? `/policies/${id}/difference/claims${after(cursor)}`
        : `/policies/${id}/difference/claims?kind=${kind}${after(cursor, '&')}`,
    ),
  claimDifference: (id: string, claimId: string) =>
    get<ClaimDifferenceDetail>(`/policies/${id}/difference/claims/${claimId}`),
} as const
