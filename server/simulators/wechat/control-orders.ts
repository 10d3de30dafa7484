import * as v from 'valibot'
import { FAULT_KINDS, type Fault } from './faults'
import type { SimulatorContext } from './simulator-context'
import type { OneTimeCode } from './simulator-state'
import { changeCredit } from './subscribe-endpoint'
import { pushConsents, pushRefusal } from './subscription-events'
import { revokeTokens } from './token-endpoints'

/** A call of the simulated API, for tests to count: never its query or body. */
export interface RecordedCall {
  path: string
  /** Null: no answer went out. */
  errcode: number | null
  /** Only for the stable token: somebody asked for a forced one. */
  isForced: boolean
}

/** What the control plane may reach beyond an endpoint's context. */
export interface ControlPlane {
  context: SimulatorContext
  faults: Fault[]
  calls: RecordedCall[]
  reset(): void
}

const CODE_LIFETIME_MS = 300_000
const openid = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

const orders = {
  reset: v.strictObject({}),
  seed: v.strictObject({
    people: v.array(
      v.strictObject({
        openid,
        unionid: v.exactOptional(v.string()),
        phone: v.exactOptional(v.string()),
        risk: v.exactOptional(v.number()),
        identity: v.exactOptional(v.strictObject({ name: v.string(), number: v.string() })),
      }),
    ),
  }),
  clock: v.strictObject({ advanceMs: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  'login-code': v.strictObject({ openid }),
  'phone-code': v.strictObject({ openid }),
  subscribe: v.strictObject({
    openid,
    templateId: v.string(),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  }),
  'bind-employee': v.strictObject({ openid }),
  unsubscribe: v.strictObject({ openid, templateId: v.string() }),
  fault: v.strictObject({
    path: v.string(),
    kind: v.picklist(FAULT_KINDS),
    nth: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    errcode: v.optional(v.number(), -1),
    commit: v.optional(v.boolean(), true),
  }),
  'revoke-token': v.strictObject({}),
  'hold-sends': v.strictObject({ milliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)) }),
  callback: v.strictObject({
    url: v.pipe(v.string(), v.regex(/^http:\/\/(127\.0\.0\.1|localhost)[:/]/, 'not on this machine')),
  }),
  push: v.strictObject({
    event: v.record(v.string(), v.unknown()),
    copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    delayMs: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
    hasBadSignature: v.optional(v.boolean(), false),
    isCompatible: v.optional(v.boolean(), false),
    isPlain: v.optional(v.boolean(), false),
    hasWrongAppId: v.optional(v.boolean(), false),
    staleBySeconds: v.optional(v.number(), 0),
  }),
}
type OrderName = keyof typeof orders
type Order<Name extends OrderName> = v.InferOutput<(typeof orders)[Name]>

/** Each returns what is sent back; a string is a complaint. */
const actions: { [Name in OrderName]: (order: Order<Name>, plane: ControlPlane) => object | string } = {
  reset: (_order, plane) => {
    plane.reset()
    return {}
  },
  seed: ({ people }, { context }) => {
    const added = new Set(people.map((person) => person.openid))
    context.state.people = [...context.state.people.filter((person) => !added.has(person.openid)), ...people]
    context.save()
    return {}
  },
  clock: ({ advanceMs }, { context }) => {
    context.state.clockOffsetMs += advanceMs
    context.save()
    return { now: new Date(context.now()).toISOString() }
  },
  'login-code': (order, { context }) => oneTimeCode(context, context.state.loginCodes, order.openid),
  'phone-code': (order, { context }) => oneTimeCode(context, context.state.phoneCodes, order.openid),
  subscribe: (order, { context }) => {
    const template = context.options.templates.find(({ id }) => id === order.templateId)
    if (!template || !isKnown(context, order.openid)) return 'no such person or template'
    changeCredit(context, order.openid, template, order.count)
    pushConsents(context, order.openid, template.id, order.count)
    context.save()
    return {}
  },
  unsubscribe: (order, { context }) => {
    delete context.state.credits[`${order.openid} ${order.templateId}`]
    pushRefusal(context, order.openid, order.templateId)
    context.save()
    return {}
  },
  'bind-employee': (order, { context }) => {
    context.state.employees.push(order.openid)
    context.save()
    return {}
  },
  fault: (order, plane) => {
    plane.faults.push(order)
    return {}
  },
  'revoke-token': (_order, { context }) => {
    revokeTokens(context)
    return {}
  },
  callback: ({ url }, { context }) => {
    if (!context.push) return 'this WeChat pushes nothing'
    context.state.callbackUrl = url
    context.save()
    return {}
  },
  push: ({ event, ...how }, { context }) => {
    if (!context.push) return 'this WeChat pushes nothing'
    context.push.send(event, how)
    context.save()
    return {}
  },
  'hold-sends': ({ milliseconds }, { context }) => {
    context.holdSendsMs = milliseconds
    return {}
  },
}

export type Obeyed = { done: object } | { complaint: string } | { invalid: string }

/** Carries out an order of the control plane. @returns null when there is no order of this name */
export function obey(name: string, body: unknown, plane: ControlPlane): Obeyed | null {
  return isOrderName(name) ? obeyKnown(name, body, plane) : null
}

function obeyKnown<Name extends OrderName>(name: Name, body: unknown, plane: ControlPlane): Obeyed {
  const parsed = v.safeParse(orders[name], body)
  if (!parsed.success) return { invalid: parsed.issues.map((issue) => issue.message).join('; ') }
  const act: (order: Order<Name>, plane: ControlPlane) => object | string = actions[name]
  const result = act(parsed.output as Order<Name>, plane)
  return typeof result === 'string' ? { complaint: result } : { done: result }
}

function oneTimeCode(
  context: SimulatorContext,
  codes: Record<string, OneTimeCode>,
  owner: string,
): object | string {
  if (!isKnown(context, owner)) return 'no such person'
  const code = `0${context.randomText(31)}`
  for (const [old, { expiresAt }] of Object.entries(codes)) if (expiresAt <= context.now()) delete codes[old]
  codes[code] = { openid: owner, expiresAt: context.now() + CODE_LIFETIME_MS, used: false }
  context.save()
  return { code }
}

function isOrderName(name: string): name is OrderName {
  return Object.hasOwn(orders, name)
}

function isKnown(context: SimulatorContext, wanted: string): boolean {
  return context.state.people.some((person) => person.openid === wanted)
}
