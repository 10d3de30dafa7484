import { Schema, type Types } from 'mongoose'
import { searchAreas, type SearchArea } from '#shared/trade-searches'

/** One time in the published list. It is ended, never deleted: what happened in it is judged by it for years. */
export interface ListEntry {
  _id: Types.ObjectId
  from: string
  until: string | null
  /** The document that put the body in the list, by its name or number. */
  document: string
  /** The document that took it out; null while it is in. */
  endDocument: string | null
  /** Null where it came with the programme. */
  addedById: Types.ObjectId | null
  endedById: Types.ObjectId | null
  /** What stood here before it was put right, oldest first; absent where nothing was wrong. */
  corrections?: ListCorrection[]
}

/** What was wrong in a time of the list, who put it right on which programme day, and why. */
export interface ListCorrection extends Pick<ListEntry, 'from' | 'until' | 'document' | 'endDocument'> {
  reason: string
  correctedById: Types.ObjectId
  correctedOn: string
}

/** What the public lists of clause （十三） say of a body, beside its name. Null = nobody has said. */
export interface ListedBody {
  district: SearchArea | null
  address: string | null
  /** The body's own number, never a person's. */
  phone: string | null
  location: { latitude: number; longitude: number } | null
  /** Credit standing: the grade in its authority's words, the day, and where it was read. */
  credit: { grade: string; asOf: string; source: string } | null
  listPeriods: ListEntry[]
}

/** How a body stands that an earlier release wrote, or about which nothing was entered. */
export const unlisted: Readonly<ListedBody> = {
  district: null,
  address: null,
  phone: null,
  location: null,
  credit: null,
  listPeriods: [],
}

const text = { type: String, required: true } as const
const nothing = { type: String, default: null } as const
const number = { type: Number, required: true } as const
const person = { type: Schema.Types.ObjectId, default: null } as const

/** The fields of a listed body, for the models that hold some. */
export const listedBodyFields = {
  district: { ...nothing, enum: [...searchAreas, null] },
  address: nothing,
  phone: nothing,
  location: { type: new Schema({ latitude: number, longitude: number }, { _id: false }), default: null },
  credit: { type: new Schema({ grade: text, asOf: text, source: text }, { _id: false }), default: null },
  listPeriods: [
    new Schema<ListEntry>({
      from: text,
      until: nothing,
      document: text,
      endDocument: nothing,
      addedById: person,
      endedById: person,
      corrections: {
        type: [
          new Schema<ListCorrection>(
            {
              ...{ from: text, until: nothing, document: text, endDocument: nothing },
              ...{ reason: text, correctedOn: text },
              correctedById: { type: Schema.Types.ObjectId, required: true },
            },
            { _id: false },
          ),
        ],
        default: undefined,
      },
    }),
  ],
}
