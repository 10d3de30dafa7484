import { Schema, type Types } from 'mongoose'
import {
  classEvents,
  classStates,
  type ClassActorRole,
  type ClassEvent,
  type ClassState,
} from '#shared/class-machine'
import { classStepWords, type ClassStep } from '#shared/class-filings'

/** One step in the life of a class. */
export interface ClassHistoryEntry {
  /** Programme time. */
  at: Date
  event: ClassEvent
  from: ClassState
  to: ClassState
  /** Null for the system. */
  actorId: Types.ObjectId | null
  actorRole: ClassActorRole
  detail: string
}

const text = { type: String, required: true } as const

/** History as classes and filings keep it. */
export const classHistorySchema = new Schema<ClassHistoryEntry>(
  {
    at: { type: Date, required: true },
    event: { ...text, enum: classEvents },
    from: { ...text, enum: classStates },
    to: { ...text, enum: classStates },
    actorId: { type: Schema.Types.ObjectId, default: null },
    actorRole: text,
    detail: { type: String, default: '' },
  },
  { _id: false },
)

/** A step as whoever may see the class reads it: by which side, not by whom. */
export function presentClassStep({ at, event, from, to, actorRole, detail }: ClassHistoryEntry): ClassStep {
  return { at: at.toISOString(), event, from, to, role: actorRole, text: classStepWords[event], detail }
}
