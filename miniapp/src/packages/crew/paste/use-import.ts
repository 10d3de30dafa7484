import { useState } from 'react'
import type { CrewImportView, ReadImportView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { sendFile } from '../../../api/upload'
import { useCommand, type Command } from '../../../hooks/use-command'
import { useAfterNetworkReturn, useQuery } from '../../../hooks/use-query'
import { chooseFile } from '../../../platform/choose-file'
import { newKey } from '../../../platform/random'
import { forget, keep, readKept } from '../../../platform/storage'

const tooLargeWords = '最大5MB。请只留名单再传，或分成几个文件'

export interface RosterImport {
  /** How far it is; null while there is none. */
  view: CrewImportView | null
  /** Lines of the file in which nobody was found. */
  aside: ReadImportView['aside']
  choose: Command<[]>
  /** Takes everything that is left over into the crew, step by step; goes on where the network broke off. */
  take: Command<[]>
  /** Leaves what was read alone: nobody of it is in the crew unless steps were taken. */
  drop: () => void
}

/**
 * A roster out of a file. The phone keeps only the import's number: whoever comes back, by Back or after a dead battery,
 * finds how far it is and goes on there.
 */
export function useImport(crewId: string): RosterImport {
  const place = `crew-import:${crewId}`
  const [importId, setImportId] = useState(() => readKept<string>(place))
  const [found, setFound] = useState<ReadImportView | null>(null)
  const query = useQuery(() => crewApi.crewImport({ id: crewId, importId: importId ?? '' }), {
    cacheKey: null,
    enabled: importId !== null,
  })
  const begin = (read: ReadImportView) => {
    keep(place, read.id)
    setFound(read)
    setImportId(read.id)
  }
  const drop = () => {
    forget(place)
    setFound(null)
    setImportId(null)
  }
  const choose = useCommand(async () => {
    const file = await chooseFile(['xlsx', 'csv'])
    if (!file) return
    begin(await crewApi.readCrewImport(crewId, await sendFile(file, tooLargeWords)))
  })
  const take = useCommand(async () => {
    if (importId === null) return
    const of = { id: crewId, importId }
    // Asked again, since an answer may have been lost after the step was taken.
    let at = await crewApi.crewImport(of)
    while (at.done < at.total) {
      query.replace(at)
      at = await crewApi.takeImportStep(newKey(), of)
    }
    query.replace(at)
    forget(place)
  })
  useAfterNetworkReturn({ problem: take.problem, loading: take.busy }, take.run)
  const view = importId === null ? null : (query.data ?? found)
  return { view, aside: found?.aside ?? [], choose, take, drop }
}
