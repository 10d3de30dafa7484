import * as v from 'valibot'
import { identityNumber } from './identity-documents'
import { instant } from './primitives'

const fact = v.object({ label: v.string(), value: v.string() })

/** One kind of data that is stored about a person: what, what for, who sees it. */
export const personalDataSection = v.object({
  title: v.string(),
  purpose: v.string(),
  seenBy: v.string(),
  facts: v.array(fact),
})
export type PersonalDataSection = v.InferOutput<typeof personalDataSection>

/** All that is stored about the signed-in person, name, numbers and card masked. */
export const personalDataView = v.object({ sections: v.array(personalDataSection) })
export type PersonalDataView = v.InferOutput<typeof personalDataView>

/** Whoever wants a copy with everything readable says the number that only its owner knows; without one on file, none. */
export const dataCopyBody = v.strictObject({ identityNumber: v.exactOptional(identityNumber) })
export type DataCopyBody = v.InferOutput<typeof dataCopyBody>

/** The same in full, to take along. */
export const dataCopyView = v.object({ madeAt: instant, sections: v.array(personalDataSection) })
export type DataCopyView = v.InferOutput<typeof dataCopyView>

/** Something that has to end before an account can be deleted, and how it ends. */
const deletionBlocker = v.object({ reason: v.string(), whatToDo: v.string() })
export type DeletionBlocker = v.InferOutput<typeof deletionBlocker>

/** What stays although the account goes: by which law, until when (that day included). */
const keptRecord = v.object({
  what: v.string(),
  how: v.string(),
  law: v.string(),
  until: v.string(),
})
export type KeptRecord = v.InferOutput<typeof keptRecord>

export const accountDeletionView = v.object({
  /** Waiting: asked for, and can be taken back until then. */
  dueAt: v.nullable(instant),
  waitingDays: v.number(),
  blockers: v.array(deletionBlocker),
  /** What is lost with it, in sentences: money that could still be claimed. */
  losses: v.array(v.string()),
  kept: v.array(keptRecord),
})
export type AccountDeletionView = v.InferOutput<typeof accountDeletionView>
