import { useEffect, useMemo, useState } from 'react'
import * as v from 'valibot'
import { policyContent, type PolicyContent } from '#shared/policy-version-content'
import type { EditPolicyVersionBody, PolicyVersionView } from '#shared/policy-versions'
import { canonicalText } from '#shared/subsidy-canonical'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { forget, keep, readKept } from '../../../platform/storage'
import { sha256 } from '../../../policies/sha256'
import { applied, changed, contested, leftAfter, rebased, type Changes } from '../content/changes'
import { valueAt } from '../content/pointer'
import { localised, problemsOf, type ContentProblem } from '../content/problems'
import { toast } from '../../../platform/toast'

/** What was typed and not saved yet, and on which content it rests. */
interface KeptDraft {
  /** Fingerprint of all content, cases too. A revision would not do: signing and running cases raise it as well. */
  on: string
  changes: Changes
  note: string
}

/** A draft on the desk: what is saved, what was changed since, and what is wrong with it. */
export interface PolicyEdit {
  readonly base: PolicyContent
  /** Base with all changes; a figure that cannot be read stands there as text. */
  readonly working: unknown
  readonly changes: Changes
  readonly problems: readonly ContentProblem[]
  /** Somebody else saved in between: the changes wait until one has looked. */
  readonly isOvertaken: boolean
  /** Places that the other person changed, too. */
  readonly contested: readonly string[]
  readonly note: string
  readonly set: (values: Readonly<Record<string, unknown>>) => void
  /** Like `set`, for what takes things away: `undo` brings them back until the next change. */
  readonly takeAway: (values: Readonly<Record<string, unknown>>) => void
  readonly undo: (() => void) | null
  readonly setNote: (note: string) => void
  /** The reader has seen what somebody else changed; ours goes on top. */
  readonly accept: () => void
  readonly save: Command<[]>
}
/** A version with what only the desk sees. */
export type DeskView = PolicyVersionView & { desk: NonNullable<PolicyVersionView['desk']> }

/** The rules as the draft has them now, new ones too. */
export function rulesOf({ working }: PolicyEdit): readonly RuleEntry[] {
  return valueAt(working, '/document/rules') as RuleEntry[]
}

/** Where unsaved typing is kept on the phone. */
export function draftPlace(id: string): string {
  return `draft:policy-${id}`
}

/** How many changes of a version wait on this phone, not saved yet. */
export function unsavedCount(id: string): number {
  return Object.keys(readKept<KeptDraft>(draftPlace(id))?.changes ?? {}).length
}

/** Edits one version. What was typed survives Back, an error, a dead battery and somebody else's save. */
export function usePolicyEdit(view: DeskView, query: Query<PolicyVersionView>): PolicyEdit {
  const { revision } = view.desk
  const place = draftPlace(view.id)
  const base = useMemo(() => contentOf(view), [view])
  const on = useMemo(() => markOf(base), [base])
  const [draft, setDraft] = useState<KeptDraft>(() => readKept(place) ?? { on, changes: {}, note: '' })
  const [beforeTaking, setBeforeTaking] = useState<Changes | null>(null)
  const isOvertaken = draft.on !== on && Object.keys(draft.changes).length > 0
  const working = useMemo(() => applied(base, draft.changes), [base, draft.changes])
  const own = useMemo(() => problemsOf(working), [working])

  const write = (next: (before: KeptDraft) => KeptDraft) => {
    setBeforeTaking(null)
    setDraft((before) => keptAt(place, next(before)))
    save.clear()
  }

  const set = (values: Readonly<Record<string, unknown>>) =>
    write((before) => ({
      ...(isUnchanged(before) ? { ...before, on } : before),
      changes: changed(before.changes, base, values),
    }))

  const save = useCommand(async (key, body: EditPolicyVersionBody) => {
    if (view.state !== 'draft' && !(await confirmed(backToDraft))) return
    try {
      const saved = await api.editPolicy(key, view.id, body)
      query.replace(saved)
      const content = saved.desk ? contentOf({ ...saved, desk: saved.desk }) : v.parse(policyContent, working)
      const sent = { changes: draft.changes, note: body.note }
      setDraft((before) => keptAt(place, unsavedAfter(content, base, sent, before)))
      setBeforeTaking(null)
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'changed_meanwhile') void query.reload()
      throw problem
    }
    toast('已保存', 'success')
  })

  // What was refused was refused for an earlier revision; where only that has moved on, saving again is all it takes.
  const { clear } = save
  useEffect(clear, [clear, revision])

  return {
    base,
    working,
    changes: draft.changes,
    problems: [...own, ...(save.problem?.errors ?? []).map((error) => localised(working, error))],
    isOvertaken,
    contested: isOvertaken ? contested(base, draft.changes) : [],
    note: draft.note,
    set,
    takeAway: (values) => {
      set(values)
      setBeforeTaking(draft.changes)
    },
    undo: beforeTaking && (() => write((before) => ({ ...before, changes: beforeTaking }))),
    setNote: (note) => write((before) => ({ ...before, note })),
    accept: () => write((before) => ({ ...before, on, changes: rebased(base, before.changes) })),
    // After a lost answer other content goes out under a key of its own, or the server would take it for the old one.
    save: {
      ...save,
      run: () => save.run({ revision, ...v.parse(policyContent, working), note: draft.note.trim() }),
    },
  }
}

/** What is still to be saved once `sent` is: typing goes on while a save is on its way. */
function unsavedAfter(
  saved: PolicyContent,
  base: PolicyContent,
  sent: Pick<KeptDraft, 'changes' | 'note'>,
  before: KeptDraft,
): KeptDraft {
  return {
    on: markOf(saved),
    changes: leftAfter(saved, base, { sent: sent.changes, now: before.changes }),
    note: before.note.trim() === sent.note ? '' : before.note,
  }
}

/** Keeps what is not saved yet; of nothing nothing is kept. */
function keptAt(place: string, draft: KeptDraft): KeptDraft {
  if (isUnchanged(draft) && draft.note === '') forget(place)
  else keep(place, draft)
  return draft
}

function isUnchanged({ changes }: KeptDraft): boolean {
  return Object.keys(changes).length === 0
}

function markOf(content: PolicyContent): string {
  return sha256(canonicalText(content))
}

const backToDraft = {
  title: '保存后回到起草？',
  content: '复核、批准、验算、比对和签字都作废，要从头再来。',
  yes: '保存',
  grave: true,
}

function contentOf({ document, catalogue, preset, transition, desk }: DeskView): PolicyContent {
  return { document, catalogue, preset, transition, cases: desk.cases }
}
