import type { ClassListView } from '#shared/classes'
import type {
  EvaluationBodyListView,
  EvaluationBodyView,
  ListCorrectionBody,
  ListEndBody,
  ListEntryBody,
  ListedDetailsBody,
  ListedInstitutionListView,
  ListedInstitutionView,
  NewEvaluationBodyBody,
  NewInstitutionBody,
  TrainingProjectListView,
} from '#shared/public-lists'
import { send } from './client'
import { after, post, put } from './operations'

/** What the lists are filtered by; left out = all. */
export interface ListFilter {
  kind?: string
  district?: string
  category?: string
  text?: string
}

const paths = {
  institutions: '/public/training-institutions',
  evaluation: '/public/evaluation-bodies',
  projects: '/public/training-projects',
} as const

/** A read by anybody: the server is not told who asks. */
const read = <T>(path: string) => send<T>({ method: 'GET', path, isAnonymous: true })

function queryOf(filter: ListFilter): string {
  const parts = Object.entries(filter as Record<string, string>)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

const addressOf = (list: keyof typeof paths, filter: ListFilter, cursor: string | null) => {
  const query = queryOf(filter)
  return `${paths[list]}${query}${after(cursor, query === '' ? '?' : '&')}`
}

/** The three public lists. */
export const listApi = {
  institutions: (filter: ListFilter, cursor: string | null) =>
    read<ListedInstitutionListView>(addressOf('institutions', filter, cursor)),
  evaluationBodies: (filter: ListFilter, cursor: string | null) =>
    read<EvaluationBodyListView>(addressOf('evaluation', filter, cursor)),
  projects: (filter: ListFilter, cursor: string | null) =>
    read<TrainingProjectListView>(addressOf('projects', filter, cursor)),
  institution: (id: string) => read<ListedInstitutionView>(`${paths.institutions}/${id}`),
  evaluationBody: (id: string) => read<EvaluationBodyView>(`${paths.evaluation}/${id}`),
  openClasses: (institutionId: string) => read<ClassListView>(`/classes?institutionId=${institutionId}`),
  /** Path of the list as a file, by the same filter. */
  file: (list: keyof typeof paths, filter: ListFilter) => `/api${paths[list]}.csv${queryOf(filter)}`,
}

const desks = {
  institutions: '/public-lists/training-institutions',
  evaluation: '/public-lists/evaluation-bodies',
} as const
/** The lists whose bodies the bureaux put in and take out. */
export type KeptList = keyof typeof desks

/** Keeping the lists, for the two bureaux. */
export const listDeskApi = {
  enterInstitution: (key: string, body: NewInstitutionBody) =>
    post<{ id: string }>(desks.institutions, key, body),
  enterEvaluationBody: (key: string, body: NewEvaluationBodyBody) =>
    post<{ id: string }>(desks.evaluation, key, body),
  describe: (key: string, list: KeptList, id: string, body: ListedDetailsBody) =>
    put<null>(`${desks[list]}/${id}`, key, body),
  addEntry: (key: string, list: KeptList, id: string, body: ListEntryBody) =>
    post<null>(`${desks[list]}/${id}/entries`, key, body),
  endEntry: (key: string, list: KeptList, of: { id: string; entryId: string }, body: ListEndBody) =>
    post<null>(`${desks[list]}/${of.id}/entries/${of.entryId}/end`, key, body),
  correctEntry: (
    key: string,
    list: KeptList,
    of: { id: string; entryId: string },
    body: ListCorrectionBody,
  ) => put<null>(`${desks[list]}/${of.id}/entries/${of.entryId}`, key, body),
}
