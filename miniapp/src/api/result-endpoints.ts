import type { FileSource } from '#shared/uploads'
import type { AcceptResultsBody, ResultImportView, ResultTextBody } from '#shared/class-results'
import { send } from './client'
import { get, post } from './operations'

type Place = { classId: string; importId: string }

/** Results of a whole class out of one sheet; apart from `api`, for its package alone. */
export const resultApi = {
  readFile: (classId: string, body: FileSource & { passMark: number | null }) =>
    send<ResultImportView>({ method: 'POST', path: `/classes/${classId}/result-files`, body }),
  readText: (classId: string, body: ResultTextBody) =>
    send<ResultImportView>({ method: 'POST', path: `/classes/${classId}/result-texts`, body }),
  found: ({ classId, importId }: Place) =>
    get<ResultImportView>(`/classes/${classId}/result-imports/${importId}`),
  accept: (key: string, { classId, importId }: Place, body: AcceptResultsBody) =>
    post<ResultImportView>(`/classes/${classId}/result-imports/${importId}/acceptance`, key, body),
}
