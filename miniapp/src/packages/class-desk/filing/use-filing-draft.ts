import { useCallback, useEffect, useRef, useState } from 'react'
import type { ClassDraft } from '#shared/class-draft'
import type { FilingView } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import { useAfterNetworkReturn, type Query } from '../../../hooks/use-query'
import { forget, keep, readKept } from '../../../platform/storage'

/** What the server had when the typing began: what is typed is a change of exactly this. */
interface Base {
  draft: ClassDraft
  revision: number
}

/** What has been typed, kept on the phone until the server has it. */
interface KeptDraft {
  draft: ClassDraft
  base: Base
}

export interface FilingDraft {
  draft: ClassDraft
  edit: (change: Partial<ClassDraft>) => void
  /** Whether the server lacks something of what is on the screen. */
  isUnsaved: boolean
  save: Command<[]>
  file: Command<[]>
  /** The fault of a field: what is missing only once it was asked for, what cannot be at once. */
  errorAt: (pointer: string) => string | undefined
  /** Faults at or below a pointer, for headings. */
  countAt: (pointer: string) => number
  /** Somebody saved it elsewhere meanwhile: take what they wrote. */
  takeTheirs: () => void
}

/** A pause in typing, after which what was typed goes to the server. */
const PAUSE_MS = 1_500

/** A draft that survives Back, a dead battery and a bad network: on the phone at once, on the server after a pause. */
export function useFilingDraft(filing: FilingView, query: Query<FilingView>): FilingDraft {
  const { id } = filing
  const place = `draft:class-filing-${id}`
  const [state, setState] = useState<KeptDraft>(() => readKept<KeptDraft>(place) ?? begunFrom(filing))
  const [asked, setAsked] = useState(filing.state === 'returned')
  const latest = useRef(state)
  latest.current = state
  const { draft, base } = state
  const isUnsaved = !same(draft, base.draft)
  const take = useCallback((next: KeptDraft) => {
    latest.current = next
    setState(next)
  }, [])

  /** Brings what is typed to the server, as a change of what it is a change of. */
  const bring = async (key: string): Promise<FilingView> => {
    const { draft: sent, base: of } = latest.current
    const saved = await classDeskApi.saveFiling(key, id, { draft: sent, revision: of.revision })
    const typedMeanwhile = latest.current.draft
    if (same(typedMeanwhile, sent)) forget(place)
    take({ draft: typedMeanwhile, base: { draft: sent, revision: saved.revision } })
    query.replace(saved)
    return saved
  }
  const save = useCommand(async (key: string) => void (await bring(key)))
  const file = useCommand(async (key: string) => {
    setAsked(true)
    const { faults, revision } = await bring(`${key}-save`)
    if (faults.length === 0)
      query.replace(await classDeskApi.filingStep(key, id, { event: 'file', revision }))
  })
  useSaveAfterPause(isUnsaved ? draft : null, save)
  useEffect(() => {
    // A colleague's change shows at once where nothing is typed; where something is, saving it says so.
    if (!isUnsaved && filing.revision > base.revision) take(begunFrom(filing))
  }, [filing, base, isUnsaved, take])

  const edit = useCallback(
    (change: Partial<ClassDraft>) => {
      const next = { ...latest.current, draft: { ...latest.current.draft, ...change } }
      keep(place, next)
      take(next)
    },
    [place, take],
  )
  const shown = filing.faults.filter(({ code }) => asked || code !== 'missing')
  return {
    ...{ draft, edit, isUnsaved, save, file },
    errorAt: (pointer) => shown.find((fault) => fault.pointer === pointer)?.detail,
    countAt: (pointer) =>
      shown.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`)).length,
    takeTheirs: () => {
      forget(place)
      save.clear()
      take({ ...latest.current, draft: latest.current.base.draft })
      void query.reload()
    },
  }
}

/** Saves when somebody has typed nothing for a moment, and what could not be saved once the network is back. */
function useSaveAfterPause(unsaved: ClassDraft | null, save: Command<[]>): void {
  const { run } = save
  useEffect(() => {
    if (unsaved === null) return undefined
    const timer = setTimeout(() => void run(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [unsaved, run])
  useAfterNetworkReturn({ problem: save.problem, loading: save.busy }, run)
}

function begunFrom({ draft, revision }: FilingView): KeptDraft {
  return { draft, base: { draft, revision } }
}

function same(one: ClassDraft, other: ClassDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
