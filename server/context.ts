import type { ClientSession, Types } from 'mongoose'
import type { County } from '#shared/counties'
import type { Role } from '#shared/people'
import type { SignInTimes } from './auth/session-lifetimes'
import type { LookUpCertificate } from './certificate-site/certificate-site.client'
import type { Logger } from './logger'
import type { NoticeChannels } from './notifications/notice-templates'
import type { FieldCipher } from './personal-data/field-cipher'
import type { PolicyBook } from './policies/policy-book'

/** The signed-in person on whose behalf something happens. Always from the session, never from the request. */
export interface Actor {
  id: string
  personId: Types.ObjectId
  sessionId: string
  roles: readonly Role[]
  institutionId: Types.ObjectId | null
  evaluationBodyId: Types.ObjectId | null
  /** The county whose claims, lists and money this officer reaches; null: the whole city's. */
  county: County | null
  /** When WeChat vouched for this person: as the sign-in began, or that of the phone which let this desktop in. */
  signedInAt: Date
  /** The visit in which a clerk of the desk, or somebody in the family, acts for this person; null when they act themselves. */
  visitId: Types.ObjectId | null
  /** Who acts for this person; null when they act themselves. */
  visitBy: 'desk' | 'family' | null
  /** Until when the second factor shown in this session counts; null = not shown. */
  secondFactorUntil: Date | null
}

/** One moment, taken once per request: all of a command's dates agree. */
export interface Moment {
  /** Real time: tokens, codes, signatures. */
  now: Date
  /** Programme time: everything that the policy or the case file dates. */
  programmeNow: Date
  /** Programme date in Asia/Shanghai. */
  today: string
}

/** What the whole application shares. Built once in `main.ts`, or by a test. */
export interface Deployment {
  mode: 'demo' | 'service'
  cipher: FieldCipher
  policies: PolicyBook
  randomBytes: (count: number) => Buffer
  noticeChannels: NoticeChannels
  signIn: SignInTimes
  /** Asks the national site about a certificate; null where none is set up. */
  lookUpCertificate: LookUpCertificate | null
}

/** What a service needs to read. */
export interface Context {
  deployment: Deployment
  moment: Moment
  log: Logger
}

/** What a service needs to change something: an actor, and a transaction that cannot be forgotten. */
export interface Command extends Context {
  actor: Actor
  tx: ClientSession
}
