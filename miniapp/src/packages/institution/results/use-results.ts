import { useState } from 'react'
import type { ResultImportView } from '#shared/class-results'
import { ApiProblem } from '../../../api/api-problem'
import { resultApi } from '../../../api/result-endpoints'
import { sendFile } from '../../../api/upload'
import { useCommand, type Command } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { chooseFile } from '../../../platform/choose-file'
import { forget, keep, readKept } from '../../../platform/storage'
import { toast } from '../../../platform/toast'

export interface Results {
  /** The sheet that was read, and what would become of it now; null while there is none. */
  view: ResultImportView | null
  choose: Command<[passMark: number | null]>
  paste: Command<[text: string, passMark: number | null]>
  accept: Command<[]>
  /** Leaves the sheet alone; what was entered stays. */
  drop: () => void
}

/** A sheet of results from the file to the last row. Where the page was left, it goes on. */
export function useResults(classId: string): Results {
  const place = `result-import:${classId}`
  const [importId, setImportId] = useState(() => readKept<string>(place))
  const query = useQuery(() => resultApi.found({ classId, importId: importId ?? '' }), {
    cacheKey: null,
    enabled: importId !== null,
  })
  const begin = (found: ResultImportView) => {
    keep(place, found.id)
    setImportId(found.id)
    query.replace(found)
  }
  const drop = () => {
    forget(place)
    setImportId(null)
  }
  const choose = useCommand(async (_key: string, passMark: number | null) => {
    const file = await chooseFile(['xlsx', 'csv'])
    if (!file) return
    const sent = await sendFile(file, '最大5MB。请只留这个班的成绩再传')
    begin(await resultApi.readFile(classId, { ...sent, passMark }))
  })
  const paste = useCommand(async (_key: string, text: string, passMark: number | null) => {
    begin(await resultApi.readText(classId, { text, passMark }))
  })
  const accept = useCommand(async (key: string) => {
    const { data } = query
    if (!data) return
    try {
      query.replace(await resultApi.accept(key, { classId, importId: data.id }, { digest: data.digest }))
      toast('登记好了', 'success')
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'changed_meanwhile') await query.reload()
      throw problem
    }
  })
  const isLost = query.problem?.code === 'not_found'
  return { view: importId === null || isLost ? null : query.data, choose, paste, accept, drop }
}
