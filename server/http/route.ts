import type * as v from 'valibot'
import type { ClientSession, Types } from 'mongoose'
import type { ProblemCode } from '#shared/problem'
import type { Role } from '#shared/people'
import type { SightKind } from '#shared/sights'
import type { Actor, Context } from '../context'
import type { InputSchema } from './validate'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** Who may call: everybody, anybody signed in, or people who hold one of the roles. */
export type Access = 'public' | 'signed_in' | readonly Role[]

/**
 * `query` only reads. `command` runs in one transaction and honours `Idempotency-Key`.
 * `action` changes something in single writes of its own, because it talks to another system.
 */
export type RouteKind = 'query' | 'command' | 'action'

type Schema = InputSchema | undefined
type AnswerSchema = v.GenericSchema | undefined
type Input<S extends Schema> = S extends InputSchema ? v.InferOutput<S> : undefined

/** The people in an answer, and the claim, class or batch that it is about; null for a list. */
export interface Seen {
  personIds: readonly Types.ObjectId[]
  aboutId: Types.ObjectId | null
}

export interface Answer<Body> {
  /** 200 when left out. */
  status?: 200 | 201 | 204
  body: Body
  /** Whose data the body shows, where the route declares a `sight`; one's own do not count. */
  seen?: Seen
  /** Names this content: whoever has it already gets 304 and no body. */
  etag?: string
}

/** What a handler gets: parsed input, who acts, when. Never the raw request. */
export type Call<P extends Schema, Q extends Schema, B extends Schema, Extra> = Context &
  Extra & { params: Input<P>; query: Input<Q>; body: Input<B> }

/** The declaration that feeds the router, validation, the access check, idempotency and the OpenAPI document. */
export interface Declaration<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  R extends AnswerSchema,
  Extra,
> {
  method: Method
  /** Path under `/api`, with `:name` parameters. */
  path: string
  /** One English sentence for the OpenAPI document. */
  summary: string
  access: Access
  params?: P
  query?: Q
  body?: B
  /** Most bytes of the body after decompression, such as `4mb`, where the general limit is too small. */
  bodyLimit?: string
  /** Left out for 204. */
  response?: R
  /** The answer is a file to keep: its body is text of this type, and a browser saves it under this name. */
  file?: { type: string; name: string }
  /** Refusals that this route adds to the general ones. */
  problems?: readonly ProblemCode[]
  /** Whether this very call approves, pays or shows what is masked: then the second factor has to be shown first. */
  needsSecondFactor?: (call: Call<P, Q, B, Extra>) => boolean
  /**
   * Whether a clerk of the service desk may take this step for the person before them, and in which words it is written
   * down; null = reading, which is not. Left out: only the person themselves.
   */
  assistedAct?: string | null
  /** A clerk may take the step, and somebody in the family not: it touches the account, or who somebody is. */
  isDeskOnly?: boolean
  /** Shows data of people to others: on which occasion. Each of them can read that it was seen. */
  sight?: SightKind
  handler: (
    call: Call<P, Q, B, Extra>,
  ) => Promise<Answer<R extends v.GenericSchema ? v.InferInput<R> : undefined>>
}

/** What the mounted router knows of a call; each kind of route narrows it. */
export interface MountedCall {
  actor: Actor | null
  tx: ClientSession | null
  /** Tells callers of one day apart; see `CallerTags`. */
  callerTag: string
}

/** A declared route with its types erased, as the router and the document generator see it. */
export interface Route extends Declaration<Schema, Schema, Schema, AnswerSchema, MountedCall> {
  kind: RouteKind
}

function declarer<Extra>(kind: RouteKind) {
  return function declare<
    P extends Schema = undefined,
    Q extends Schema = undefined,
    B extends Schema = undefined,
    R extends AnswerSchema = undefined,
  >(declaration: Declaration<P, Q, B, R, Extra>): Route {
    return { ...declaration, kind } as unknown as Route
  }
}

/** A read that everybody may make; the actor is known when signed in. */
export const publicQuery = declarer<{ actor: Actor | null }>('query')
/** A read by somebody signed in. */
export const query = declarer<{ actor: Actor }>('query')
/** A change by somebody signed in, in one transaction, once per `Idempotency-Key`. */
export const command = declarer<{ actor: Actor; tx: ClientSession }>('command')
/** A change by anybody, in one transaction; signed in, once per `Idempotency-Key`. */
export const publicCommand = declarer<{ actor: Actor | null; tx: ClientSession; callerTag: string }>(
  'command',
)
/** A step by anybody that talks to another system, such as signing in. */
export const publicAction = declarer<{ actor: Actor | null; callerTag: string }>('action')
/** A step by somebody signed in that talks to another system. */
export const action = declarer<{ actor: Actor }>('action')

/** Every refusal that a route may give: what it declares, and what its kind, access and input bring along. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
  const codes = new Set<ProblemCode>(['too_many_requests', 'unexpected', 'not_signed_in', 'invalid_fields'])
  for (const code of route.problems ?? []) codes.add(code)
  if (route.access !== 'public') codes.add('not_allowed')
  if (route.params || route.query) codes.add('not_found')
  if (route.kind !== 'query') codes.add('unreadable_body').add('body_too_large')
  if (route.needsSecondFactor) codes.add('second_factor_needed')
  if (route.kind === 'command') codes.add('idempotency_conflict')
  return codes
}
