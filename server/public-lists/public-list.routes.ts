import * as v from 'valibot'
import {
  evaluationBodyListView,
  evaluationBodyView,
  evaluationFileQuery,
  evaluationListQuery,
  institutionFileQuery,
  institutionListQuery,
  listedInstitutionListView,
  listedInstitutionView,
  projectFileQuery,
  projectListQuery,
  trainingProjectListView,
} from '#shared/public-lists'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { publicQuery, type Answer, type Route } from '../http/route'
import { evaluationSheet, institutionSheet, projectSheet } from './list-file'
import { etagOf, pageOf } from './list-page'
import { listedEvaluationBodies } from './listed-evaluation-bodies'
import { listedInstitutions } from './listed-institutions'
import { trainingProjects } from './training-projects'

const access = 'public'
const params = v.strictObject({ id: recordId })
const paths = {
  projects: '/public/training-projects',
  institutions: '/public/training-institutions',
  evaluation: '/public/evaluation-bodies',
} as const

function named<Body>(body: Body): Answer<Body> {
  return { body, etag: etagOf(body) }
}

function csv(name: string): { type: string; name: string } {
  return { type: 'text/csv; charset=utf-8', name: `${name}.csv` }
}

function one<Item extends { id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((item) => item.id === id)
  if (!found) throw new Problem('not_found', { detail: '目录里没有这一家，请返回看看别的' })
  return found
}

/** The three catalogues of clause （十三）, for everybody, as pages and as files. */
export const publicListRoutes: Route[] = [
  publicQuery({
    method: 'get',
    path: paths.projects,
    summary: 'One page of the training projects that the annex in force lists',
    access,
    query: projectListQuery,
    response: trainingProjectListView,
    handler: async ({ deployment, moment, query: { cursor, ...filter } }) => {
      const found = trainingProjects(deployment.policies.inForce, filter, moment.today)
      return named(pageOf(found, cursor, ({ seq }) => String(seq)))
    },
  }),
  publicQuery({
    method: 'get',
    path: `${paths.projects}.csv`,
    summary: 'The training projects as a CSV file',
    access,
    query: projectFileQuery,
    response: v.string(),
    file: csv('training-projects'),
    handler: async ({ deployment, moment, query }) =>
      named(projectSheet(trainingProjects(deployment.policies.inForce, query, moment.today))),
  }),
  publicQuery({
    method: 'get',
    path: paths.institutions,
    summary: 'One page of the training institutions, those in the list today first',
    access,
    query: institutionListQuery,
    response: listedInstitutionListView,
    handler: async ({ moment, query: { cursor, ...filter } }) =>
      named(pageOf(await listedInstitutions(filter, moment.today), cursor, ({ id }) => id)),
  }),
  publicQuery({
    method: 'get',
    path: `${paths.institutions}.csv`,
    summary: 'The training institutions as a CSV file',
    access,
    query: institutionFileQuery,
    response: v.string(),
    file: csv('training-institutions'),
    handler: async ({ moment, query }) =>
      named(institutionSheet(await listedInstitutions(query, moment.today))),
  }),
  publicQuery({
    method: 'get',
    path: `${paths.institutions}/:id`,
    summary: 'One training institution with every time it was in the list',
    access,
    params,
    response: listedInstitutionView,
    handler: async ({ moment, params: { id } }) => named(one(await listedInstitutions({}, moment.today), id)),
  }),
  publicQuery({
    method: 'get',
    path: paths.evaluation,
    summary: 'One page of the evaluation bodies, those in the list today first',
    access,
    query: evaluationListQuery,
    response: evaluationBodyListView,
    handler: async ({ moment, query: { cursor, ...filter } }) =>
      named(pageOf(await listedEvaluationBodies(filter, moment.today), cursor, ({ id }) => id)),
  }),
  publicQuery({
    method: 'get',
    path: `${paths.evaluation}.csv`,
    summary: 'The evaluation bodies as a CSV file',
    access,
    query: evaluationFileQuery,
    response: v.string(),
    file: csv('evaluation-bodies'),
    handler: async ({ moment, query }) =>
      named(evaluationSheet(await listedEvaluationBodies(query, moment.today))),
  }),
  publicQuery({
    method: 'get',
    path: `${paths.evaluation}/:id`,
    summary: 'One evaluation body with what it may assess',
    access,
    params,
    response: evaluationBodyView,
    handler: async ({ moment, params: { id } }) =>
      named(one(await listedEvaluationBodies({}, moment.today), id)),
  }),
]
