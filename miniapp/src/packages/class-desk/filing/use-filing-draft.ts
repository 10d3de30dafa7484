import { useCallback, useEffect, useRef, useState } from 'react'
import type { ClassDraft } from '#shared/class-draft'
import type { FilingView } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { forget, keep, readKept } from '../../../platform/storage'

/** What has been typed, kept on the phone until the server has it. */
interface KeptDraft {
  draft: ClassDraft
  /** Of which revision it is a change. */
  revision: number
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
  const { id, revision } = filing
  const place = `draft:class-filing-${id}`
  const [draft, setDraft] = useState<ClassDraft>(() => {
    const kept = readKept<KeptDraft>(place)
    return kept?.revision === revision ? kept.draft : filing.draft
  })
  const [asked, setAsked] = useState(filing.state === 'returned')
  const latest = useRef({ draft, filing })
  latest.current = { draft, filing }
  const isUnsaved = JSON.stringify(draft) !== JSON.stringify(filing.draft)

  const save = useCommand(async (key: string) => {
    const { draft: sent, filing: known } = latest.current
    const saved = await classDeskApi.saveFiling(key, id, { draft: sent, revision: known.revision })
    if (latest.current.draft === sent) forget(place)
    query.replace(saved)
  })
  const file = useCommand(async (key: string) => {
    setAsked(true)
    const { draft: sent, filing: known } = latest.current
    const saved = await classDeskApi.saveFiling(`${key}-save`, id, { draft: sent, revision: known.revision })
    query.replace(saved)
    if (saved.faults.length > 0) return
    query.replace(await classDeskApi.filingStep(key, id, { event: 'file', revision: saved.revision }))
    forget(place)
  })
  const { run: runSave } = save
  useEffect(() => {
    if (!isUnsaved) return undefined
    const timer = setTimeout(() => void runSave(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft, isUnsaved, runSave])

  const edit = useCallback(
    (change: Partial<ClassDraft>) => {
      const next = { ...latest.current.draft, ...change }
      latest.current = { ...latest.current, draft: next }
      keep(place, { draft: next, revision: latest.current.filing.revision } satisfies KeptDraft)
      setDraft(next)
    },
    [place],
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
      void query.reload().then(() => setDraft(latest.current.filing.draft))
    },
  }
}
