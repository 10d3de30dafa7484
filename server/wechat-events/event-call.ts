import type { ClientSession, Types } from 'mongoose'
import type { Logger } from '../logger'

/** What a handler works with. It writes in `tx` and does nothing outside the store: it may run twice. */
export interface EventCall {
  tx: ClientSession
  /** The event's key: the same at every try. */
  eventId: string
  /** Whom the event is about; null when nobody of ours has this WeChat id, or it is about no person. */
  personId: Types.ObjectId | null
  /** When it happened by WeChat's clock. Events may arrive in another order than they happened in. */
  occurredAt: Date
  now: Date
  log: Logger
}
