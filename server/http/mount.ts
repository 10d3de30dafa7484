import { createHash } from 'node:crypto'
import type Router from '@koa/router'
import type { Context as KoaContext } from 'koa'
import type { ClientSession, Types } from 'mongoose'
import * as v from 'valibot'
import { Problem } from '#shared/problem'
import type { Actor, Deployment, Moment } from '../context'
import { createCallerTags, type CallerTags } from './caller-tag'
import type { RequestState } from './request-context'
import type { Role } from '#shared/people'
import type { SightKind } from '#shared/sights'
import { problemsOf, type Answer, type MountedCall, type Route, type Seen } from './route'
import { parseInput } from './validate'

/** The client's `Idempotency-Key`, bound to the person. */
export interface AnswerKey {
  id: string
  actorId: Types.ObjectId
}

/** A step as the log of changes takes it: which, by whom, about what; of its content a keyed hash only. */
export interface Occurrence {
  /** Real time. */
  at: Date
  act: string
  actorId?: Types.ObjectId | null
  subjectId?: string | null
  requestId?: string | null
  requestHash?: string | null
}

/** Answers already given, by actor and `Idempotency-Key`. */
export interface AnswerBook {
  /** The answer given before. @throws Problem `idempotency_conflict` when the request differs */
  recall(tx: ClientSession, key: AnswerKey, requestHash: string): Promise<Answer<unknown> | null>
  keep(tx: ClientSession, key: AnswerKey, requestHash: string, answer: Answer<unknown>): Promise<void>
}

/** What the routes need from the application. */
export interface Mounting {
  deployment: Deployment
  moment: () => Moment
  /** The person behind a bearer token, or null when the token is no good (any more). */
  actorOf: (token: string) => Promise<Actor | null>
  /** The refusal when somebody has to show the second factor first; null when it was shown or is not asked for. */
  secondFactorProblem: (actor: Actor) => Promise<Problem | null>
  /** Writes down a step that a clerk takes for the person at the service desk. @throws Problem when the visit is over */
  noteAct: (visitId: Types.ObjectId, act: string, tx: ClientSession | null) => Promise<void>
  /** Writes down whose data the actor is about to see. */
  noteSights: (
    viewer: Actor,
    occasion: Seen & { kind: SightKind; role: Role },
    tx: ClientSession | null,
  ) => Promise<void>
  /** Runs work in one transaction together with its entry in the log; null = nothing was changed after all. */
  inTransaction: <T>(
    work: (tx: ClientSession) => Promise<T>,
    occurrenceOf: (result: T) => Occurrence | null,
  ) => Promise<T>
  /** Writes down what was done outside a transaction, or refused. @param problem code of the refusal; null = done */
  logAlone: (occurrence: Occurrence, problem: string | null) => Promise<void>
  answers: AnswerBook
  /** Tests only: an answer or a refusal that is not what the route declares is an error. */
  checkAnswers: boolean
}

type ApiContext = KoaContext & {
  state: RequestState
  params: Record<string, string>
  request: { body?: unknown }
}

/** Registers every declared route under `/api`. */
export function mountRoutes(
  router: Router<RequestState>,
  routes: readonly Route[],
  mounting: Mounting,
): void {
  const tags = createCallerTags(mounting.deployment.randomBytes)
  for (const declared of routes) {
    router[declared.method](`/api${declared.path}`, async (ctx) => {
      try {
        await answer(ctx as unknown as ApiContext, declared, { ...mounting, tags })
      } catch (error) {
        throw mounting.checkAnswers ? asDeclared(error, declared) : error
      }
    })
  }
}

/** The refusal as it is, or the error that the route's declaration does not mention it. */
function asDeclared(error: unknown, route: Route): unknown {
  if (!(error instanceof Problem) || problemsOf(route).has(error.code)) return error
  return new Error(`${route.method} ${route.path} does not declare the problem ${error.code}`)
}

/** What a route takes that declares no schema. */
const nothing = v.strictObject({})

async function answer(
  ctx: ApiContext,
  route: Route,
  mounting: Mounting & { tags: CallerTags },
): Promise<void> {
  const actor = await identify(ctx, mounting)
  try {
    const given = await carryOut(ctx, route, { actor, mounting })
    send(ctx, given, route.file)
  } catch (error) {
    // What was refused is written down as well: an attempt is worth knowing of.
    if (route.kind !== 'query' && error instanceof Problem)
      await mounting.logAlone(occurrenceOf(ctx, route, { actor, mounting }), error.code)
    throw error
  }
}

async function carryOut(
  ctx: ApiContext,
  route: Route,
  { actor, mounting }: { actor: Actor | null; mounting: Mounting & { tags: CallerTags } },
): Promise<Answer<unknown>> {
  checkAccess(route, actor)
  checkAssisted(route, actor)
  const moment = mounting.moment()
  const call = {
    deployment: mounting.deployment,
    moment,
    log: ctx.state.log,
    params: parseInput(route.params ?? nothing, ctx.params) as never,
    query: parseInput(route.query ?? nothing, { ...ctx.query }) as never,
    body: parseInput(route.body ?? nothing, ctx.request.body ?? {}) as never,
    actor,
    tx: null,
    callerTag: mounting.tags.tagOf(ctx.ip, moment.now),
  }
  await checkSecondFactor(route, call, mounting)
  const given =
    route.kind === 'command'
      ? await runCommand(ctx, route, call, mounting)
      : await runAlone(route, call, mounting)
  if (route.kind === 'action') await mounting.logAlone(deedOf(ctx, route, { actor, mounting }), null)
  if (mounting.checkAnswers && route.response) v.parse(v.pipe(route.response), given.body)
  return given
}

/** What the log says of a request: the step and what it is about. */
function occurrenceOf(
  ctx: ApiContext,
  { method, path }: Route,
  { actor, mounting }: { actor: Actor | null; mounting: Mounting },
): Occurrence {
  const { id } = ctx.params
  const event: unknown = (ctx.request.body as { event?: unknown } | null | undefined)?.event
  const step = typeof event === 'string' && /^[a-z_]{1,40}$/.test(event) ? ` ${event}` : ''
  return {
    at: mounting.moment().now,
    act: `${method} ${path}${step}`,
    actorId: actor?.personId ?? null,
    subjectId: id !== undefined && /^[0-9a-f]{24}$/.test(id) ? id : null,
    requestId: ctx.state.requestId,
  }
}

/** The same of what was done, with the hash of its content. What was refused may be anything, and is not looked at. */
function deedOf(ctx: ApiContext, route: Route, by: { actor: Actor | null; mounting: Mounting }): Occurrence {
  return { ...occurrenceOf(ctx, route, by), requestHash: requestHashOf(ctx, by.mounting.deployment) }
}

/** Keyed: a plain hash of a card number could be guessed through. */
function requestHashOf(ctx: ApiContext, { cipher }: Deployment): string {
  return cipher.blindIndex(JSON.stringify([ctx.method, ctx.path, ctx.request.body ?? null]), 'request')
}

function send(ctx: ApiContext, { status = 200, body, etag }: Answer<unknown>, file: Route['file']): void {
  ctx.status = status
  if (file) ctx.attachment(file.name)
  if (file) ctx.type = file.type
  ctx.set('Cache-Control', etag === undefined ? 'no-store' : 'no-cache')
  if (etag !== undefined) ctx.etag = etag
  ctx.body = status === 204 ? null : body
  if (etag !== undefined && has(ctx.get('If-None-Match'), etag)) ctx.status = 304
}

/** koa's own check is off for requests that say no-cache, as browsers do with every hand-made If-None-Match. */
function has(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === `"${etag}"`)
}

type PreparedCall = Parameters<Route['handler']>[0] & MountedCall

/** Effects and the remembered answer are one transaction: a retry after a crash finds both or neither. */
async function runCommand(
  ctx: ApiContext,
  route: Route,
  call: PreparedCall,
  mounting: Mounting,
): Promise<Answer<unknown>> {
  const key = idempotencyKey(ctx, call.actor)
  const requestHash = requestHashOf(ctx, mounting.deployment)
  const work = async (tx: ClientSession): Promise<{ given: Answer<unknown>; isNew: boolean }> => {
    const before = key && (await mounting.answers.recall(tx, key, requestHash))
    if (before) return { given: before, isNew: false }
    await note(route, call.actor, mounting, tx)
    const given: Answer<unknown> = await route.handler({ ...call, tx })
    await noteSeen(route, call.actor, { given, mounting, tx })
    if (key) await mounting.answers.keep(tx, key, requestHash, given)
    return { given, isNew: true }
  }
  const { given } = await mounting.inTransaction(work, ({ isNew }) =>
    isNew ? deedOf(ctx, route, { actor: call.actor, mounting }) : null,
  )
  return given
}

async function runAlone(route: Route, call: PreparedCall, mounting: Mounting): Promise<Answer<unknown>> {
  await note(route, call.actor, mounting, null)
  const given: Answer<unknown> = await route.handler(call)
  await noteSeen(route, call.actor, { given, mounting, tx: null })
  return given
}

/** Nobody's data go out before it is written down that they were seen. */
async function noteSeen(
  route: Route,
  actor: Actor | null,
  { given, mounting, tx }: { given: Answer<unknown>; mounting: Mounting; tx: ClientSession | null },
): Promise<void> {
  const { sight, access } = route
  if (!sight !== !given.seen && mounting.checkAnswers)
    throw new Error(
      `${route.method} ${route.path} shows people without saying whom, or says whom without an occasion`,
    )
  if (!sight || !given.seen || !actor || typeof access === 'string') return
  const role = access.find((each) => actor.roles.includes(each))
  if (role) await mounting.noteSights(actor, { ...given.seen, kind: sight, role }, tx)
}

/** What is done for somebody at the service desk stands in their history before it is done. */
async function note(
  { assistedAct = null }: Route,
  actor: Actor | null,
  { noteAct }: Mounting,
  tx: ClientSession | null,
): Promise<void> {
  if (actor?.visitId && assistedAct !== null) await noteAct(actor.visitId, assistedAct, tx)
}

async function identify(ctx: ApiContext, mounting: Mounting): Promise<Actor | null> {
  const header = ctx.get('Authorization')
  if (!header) return null
  const token = /^Bearer (\S{1,2000})$/.exec(header)?.[1]
  const actor = token ? await mounting.actorOf(token) : null
  if (!actor) throw new Problem('not_signed_in')
  return actor
}

function checkAccess(route: Route, actor: Actor | null): void {
  if (route.access === 'public') return
  if (!actor) throw new Problem('not_signed_in')
  if (route.access === 'signed_in') return
  if (!route.access.some((role) => actor.roles.includes(role))) throw new Problem('not_allowed')
}

function checkAssisted(route: Route, actor: Actor | null): void {
  if (!actor?.visitId || route.access === 'public') return
  const isAllowed = route.assistedAct !== undefined && (actor.visitBy === 'desk' || !route.isDeskOnly)
  if (isAllowed) return
  const who = actor.visitBy === 'family' ? '家人' : '窗口'
  throw new Problem('not_allowed', { detail: `这一步要本人在自己的手机上办，${who}不能代办` })
}

/** Before the transaction and the kept answer: the same command can be sent again under the same key. */
async function checkSecondFactor(route: Route, call: PreparedCall, mounting: Mounting): Promise<void> {
  if (!call.actor || !route.needsSecondFactor?.(call)) return
  const problem = await mounting.secondFactorProblem(call.actor)
  if (problem) throw problem
}

/** The client's key, bound to the person: somebody else's key means nothing. */
function idempotencyKey(ctx: ApiContext, actor: Actor | null): AnswerKey | null {
  const given = ctx.get('Idempotency-Key')
  if (!given || !actor) return null
  if (!/^[\x21-\x7e]{8,255}$/.test(given)) {
    throw new Problem('invalid_fields', {
      errors: [{ pointer: '/headers/Idempotency-Key', code: 'format', detail: '提交编号要8到255个字符' }],
    })
  }
  return { id: hashOf([actor.id, given]), actorId: actor.personId }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
