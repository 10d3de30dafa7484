import type { Doc, Value } from '../bson/values'
import type { Target } from './target'

/** What an update may know besides its place. */
export interface UpdateMoment {
  readonly isInsert: boolean
  readonly now: Date
}

/** Changes a document in place, or answers with the document that takes its place. */
export interface Updater {
  readonly isReplacement: boolean
  /** `element` is the array element that the query matched, for the positional operator `$`. */
  apply(document: Doc, moment: UpdateMoment, element?: number): Doc
}

export type Apply = (target: Target, moment: UpdateMoment) => void

/** Checks an update operator's operand once and gives the function that changes a document. */
export type Operator = (operand: Value, path: string) => Apply
