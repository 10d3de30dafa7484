import type { TemplateFieldType } from './template-values'
import type { PushDelivery, PushDeliveryOptions } from './push-delivery'
import type { SimulatedPerson, SimulatorState } from './simulator-state'

/** A template as its owner sees it on the platform. */
export interface SimulatedTemplate {
  id: string
  title: string
  kind: 'one_time' | 'long_term'
  keys: Record<string, TemplateFieldType>
  /** What stands before each value on the card. */
  labels?: Record<string, string>
}

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  port?: number
  /** Given: everything acknowledged survives the process. */
  stateFile?: string
  app: { appId: string; appSecret: string }
  templates: readonly SimulatedTemplate[]
  /** Pages of the released mini-program, without leading slash. */
  releasedPages: readonly string[]
  people: readonly SimulatedPerson[]
  controlKey: string
  /** Absent: this WeChat pushes nothing. */
  push?: Omit<PushDeliveryOptions, 'appId'>
  /** Milliseconds of the real clock; the simulator's own clock can be moved ahead of it. */
  now: () => number
  /** From 0 up to 1. */
  random: () => number
}

/** What an endpoint works with. */
export interface SimulatorContext {
  options: SimulatorOptions
  state: SimulatorState
  /** The simulator's clock in milliseconds. */
  now(): number
  /** Random characters out of A-Z a-z 0-9 - _. */
  randomText(length: number): string
  /** Writes the state down; an endpoint calls it before it answers whatever it changed. */
  save(): void
  push: PushDelivery | null
  /** Openids with a send under way. */
  sending: Set<string>
  /** How long, in real milliseconds, a send stays under way. */
  holdSendsMs: number
  /** Instants of recent logins by openid, for the limit of 100 a minute. */
  logins: Map<string, number[]>
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function randomTextFrom(random: () => number): (length: number) => string {
  return (length) =>
    Array.from({ length }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
}
