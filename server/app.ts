import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import helmet from 'koa-helmet'
import type { KeyObject } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import { createAnswerBook } from './answer-book'
import { desktopSignInRoutes } from './auth/desktop-sign-in.routes'
import { deviceRoutes } from './auth/device.routes'
import { sessionRoutes } from './auth/session.routes'
import { actorOfToken } from './auth/session.service'
import { staffPasswordRoutes } from './auth/staff-password.routes'
import { certificateRoutes } from './certificates/certificate.routes'
import { apprenticeshipRoutes } from './apprenticeships/apprenticeship.routes'
import { attendanceRoutes } from './attendance/attendance.routes'
import { auditRoutes } from './audit/audit.routes'
import { logAlone, loggedTransaction } from './audit/audit.service'
import type { RootSigner } from './audit/root-signer'
import { classRatingRoutes } from './class-ratings/class-rating.routes'
import { chargeReportRoutes } from './charge-reports/charge-report.routes'
import { publicityRoutes } from './publicity/publicity.routes'
import { caseWorkRoutes } from './claims/case-work.routes'
import { claimRoutes } from './claims/claim.routes'
import { classFilingRoutes } from './class-filings/class-filing.routes'
import { resultImportRoutes } from './class-results/result-import.routes'
import { classWatchRoutes } from './class-watches/class-watch.routes'
import { classLifeRoutes } from './classes/class-life.routes'
import { classRoutes } from './classes/class.routes'
import { gradingRoutes } from './classes/grading.routes'
import { institutionClassRoutes } from './classes/institution-class.routes'
import type { Deployment } from './context'
import { consentRoutes } from './consents/consent.routes'
import { uploadRoutes } from './uploads/upload.routes'
import { crewImportRoutes } from './crews/crew-import.routes'
import { crewInvitationRoutes, crewPlaceRoutes } from './crews/crew-place.routes'
import { crewRoutes } from './crews/crew.routes'
import { demoOneTimeCodeRoutes } from './demo/demo-one-time-code.routes'
import { demoRoutes, type DemoWechat } from './demo/demo.routes'
import { enrolmentRoutes } from './enrolments/enrolment.routes'
import { waitingPlaceRoutes } from './enrolments/waiting-place.routes'
import { readBody } from './http/body'
import { mountRoutes } from './http/mount'
import { answerProblems } from './http/problem'
import { budgetRoutes } from './budgets/budget.routes'
import { limitRate, type RateLimits } from './http/rate-limit'
import { requestContext, type RequestState } from './http/request-context'
import type { Route } from './http/route'
import { idCardReadingRoutes } from './id-card-reading/id-card-reading.routes'
import { jobRoutes } from './jobs/job.routes'
import type { Keys } from './keys'
import type { Logger } from './logger'
import { deliveryRoutes } from './notifications/delivery.routes'
import { notificationRoutes } from './notifications/notification.routes'
import { openApiDocument } from './openapi'
import { estimateRoutes } from './policies/estimate.routes'
import { policyDifferenceRoutes } from './policies/policy-difference.routes'
import { policyVersionRoutes } from './policies/policy-version.routes'
import { listDeskRoutes } from './public-lists/list-desk.routes'
import { publicListRoutes } from './public-lists/public-list.routes'
import { paperCountRoutes } from './paper-count/paper-count.routes'
import { onlineLessonRoutes } from './online-lessons/online-lesson.routes'
import { payoutRoutes } from './payouts/payout.routes'
import { accountMoveRoutes } from './people/account-move.routes'
import { contactChangeRoutes } from './people/contact-change.routes'
import { identityCorrectionRoutes } from './people/identity-correction.routes'
import { meRoutes } from './people/me.routes'
import { phoneBindingRoutes } from './people/phone-binding.routes'
import { personalDataRoutes } from './personal-data/personal-data.routes'
import { momentOf, shanghaiDate, type Clock } from './programme-clock'
import { staffConflictRoutes } from './staff/staff-conflict.routes'
import { staffInvitationRoutes } from './staff/staff-invitation.routes'
import { secondFactorRoutes } from './staff/second-factor.routes'
import { secondFactorProblem } from './staff/second-factor-demand'
import { deskAccountRoutes } from './service-desk/desk-account.routes'
import { familyHelpRoutes } from './service-desk/family-help.routes'
import { deskVisitRoutes } from './service-desk/desk-visit.routes'
import { noteAct } from './service-desk/desk-visit.service'
import { sightRoutes } from './sights/sight.routes'
import { noteSights } from './sights/sight.service'
import type { SendSms } from './sms/sms.client'
import { statusRoutes } from './status.routes'
import { tradeSearchRoutes } from './trade-searches/trade-search.routes'
import type { WechatClient } from './wechat/wechat.client'
import type { WebPages } from './web-pages'

/** Everything the application is made of. */
export interface AppDeps {
  deployment: Deployment
  clock: Clock
  log: Logger
  sessionKey: KeyObject
  previousSessionKey: Keys['previousSession']
  wechat: Pick<WechatClient, 'codeToSession' | 'codeToPhoneNumber' | 'miniProgramCode' | 'readIdCard'>
  /** Sends codes to phones; null where no provider of SMS is set up. */
  sendSms: SendSms | null
  /** Stands in for the phone's WeChat in demonstrations; null in service. */
  demoWechat: DemoWechat | null
  /** The door for WeChat's pushes; null where none is set up. */
  wechatCallback: Middleware<RequestState> | null
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
  isReady: () => Promise<boolean>
  newRequestId: () => string
  rootSigner: RootSigner
  /** The web build of the mini-program; null where only the API is served. */
  webPages: WebPages | null
  rateLimits: RateLimits
  /** Whether the address of a client is the one that our own reverse proxy names. */
  behindProxy: boolean
  /** Tests: an answer that does not fit its declared schema is an error. */
  checkAnswers?: boolean
}

const BODY_LIMIT = '256kb'

/** Who works here, and how they prove it. */
const staffRoutes: readonly Route[] = [
  ...secondFactorRoutes,
  ...staffInvitationRoutes,
  ...staffConflictRoutes,
]

/** From a class's filing to the certificates of its learners. */
const trainingRoutes: readonly Route[] = [
  ...classRoutes,
  ...enrolmentRoutes,
  ...waitingPlaceRoutes,
  ...classWatchRoutes,
  ...classFilingRoutes,
  ...classLifeRoutes,
  ...attendanceRoutes,
  ...onlineLessonRoutes,
  ...classRatingRoutes,
  ...institutionClassRoutes,
  ...gradingRoutes,
  ...resultImportRoutes,
  ...certificateRoutes,
]

/** All operations of this server. */
export function routesOf(
  deps: Pick<AppDeps, 'sessionKey' | 'wechat' | 'demoWechat' | 'sendSms' | 'rootSigner'>,
): Route[] {
  return [
    ...statusRoutes,
    ...sessionRoutes(deps.sessionKey, deps.wechat),
    ...desktopSignInRoutes(deps.sessionKey),
    ...staffPasswordRoutes(deps.sessionKey),
    ...deviceRoutes,
    ...staffRoutes,
    ...meRoutes,
    ...phoneBindingRoutes(deps.wechat),
    ...idCardReadingRoutes(deps.wechat.readIdCard),
    ...contactChangeRoutes,
    ...identityCorrectionRoutes,
    ...accountMoveRoutes(deps.sendSms),
    ...deskVisitRoutes(deps.sessionKey, deps.sendSms),
    ...familyHelpRoutes(deps.sessionKey),
    ...deskAccountRoutes(deps.sendSms),
    ...personalDataRoutes,
    ...notificationRoutes,
    ...deliveryRoutes,
    ...jobRoutes,
    ...trainingRoutes,
    ...sightRoutes,
    ...paperCountRoutes,
    ...publicListRoutes,
    ...listDeskRoutes,
    ...chargeReportRoutes,
    ...publicityRoutes,
    ...auditRoutes(deps.rootSigner),
    ...consentRoutes,
    ...uploadRoutes,
    ...crewRoutes,
    ...apprenticeshipRoutes,
    ...crewImportRoutes,
    ...crewPlaceRoutes,
    ...crewInvitationRoutes(deps.wechat),
    ...claimRoutes,
    ...caseWorkRoutes,
    ...payoutRoutes,
    ...budgetRoutes,
    ...estimateRoutes,
    ...policyVersionRoutes,
    ...policyDifferenceRoutes,
    ...tradeSearchRoutes,
    ...(deps.demoWechat ? [...demoRoutes(deps.demoWechat), ...demoOneTimeCodeRoutes] : []),
  ]
}

/** Builds the application. No side effects: nothing listens, nothing connects. */
export function createApp(deps: AppDeps): Koa<RequestState> {
  // One proxy, ours: only the address that it appended counts, whatever the client wrote before it.
  const app = new Koa<RequestState>({ proxy: deps.behindProxy, maxIpsCount: 1 })
  const routes = routesOf(deps)
  const keys = { session: deps.sessionKey, previousSession: deps.previousSessionKey }
  // One spelling for one address: limits are kept by it.
  const router = new Router<RequestState>({ sensitive: true, strict: true })
  mountRoutes(router, routes, {
    deployment: deps.deployment,
    moment: () => momentOf(deps.clock),
    actorOf: (token) => actorOfToken(keys, token, deps.clock.now()),
    secondFactorProblem: (actor) => secondFactorProblem(actor, deps.clock.now()),
    noteSights: (viewer, occasion, tx) => noteSights(viewer, occasion, momentOf(deps.clock), tx),
    noteAct: (visitId, act, tx) => noteAct(visitId, act, { now: deps.clock.now(), tx }),
    inTransaction: (work, occurrenceOf) =>
      loggedTransaction(
        { inTransaction: deps.inTransaction, cipher: deps.deployment.cipher },
        work,
        occurrenceOf,
      ),
    logAlone,
    answers: createAnswerBook(deps.clock.now, deps.deployment.cipher),
    checkAnswers: deps.checkAnswers ?? false,
  })
  mountOperations(router, deps, routes)

  app.use(requestContext(deps.log, deps.newRequestId))
  app.use(answerProblems)
  app.use(securityHeaders(deps.webPages?.inlineScriptHashes ?? []))
  if (deps.wechatCallback) app.use(deps.wechatCallback)
  app.use(limitRate(deps.rateLimits))
  app.use(readBody(BODY_LIMIT, routes))
  app.use(keepPoliciesFresh(deps))
  app.use(router.routes())
  app.use(router.allowedMethods())
  if (deps.webPages) app.use(deps.webPages.middleware)
  app.on('error', (error: unknown) => deps.log.error({ err: error }, 'request failed outside a route'))
  return app
}

/** Before anything is decided: whether another version is in force by now, here or in another process. */
function keepPoliciesFresh({ deployment, clock }: AppDeps): Middleware {
  return async (ctx, next) => {
    if (ctx.path.startsWith('/api/')) await deployment.policies.refresh(shanghaiDate(clock.programmeNow()))
    await next()
  }
}

function mountOperations(router: Router<RequestState>, deps: AppDeps, routes: Route[]): void {
  let document: ReturnType<typeof openApiDocument> | null = null
  router.get('/api/openapi.json', (ctx) => {
    // Made for the first who asks: a start should not wait for what few want.
    ctx.body = document ??= openApiDocument(routes)
  })
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    if (!(await deps.isReady())) throw new Problem('not_ready')
    ctx.body = { status: 'ready' }
  })
}

function securityHeaders(inlineScriptHashes: readonly string[]) {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...inlineScriptHashes.map((hash) => `'sha256-${hash}'`)],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    // The mini-program is served over plain HTTP on loopback; the proxy in front of a service sets HSTS.
    strictTransportSecurity: false,
  })
}
