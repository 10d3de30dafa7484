import { toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { classDetailView, classView, institutionClassView, rosterEntryView } from '#shared/classes'
import { amountView, claimPreview, claimSummary, claimView, explainedRule } from '#shared/claims'
import { enrolmentView } from '#shared/enrolments'
import { notificationView } from '#shared/notifications'
import { batchSummary, batchView } from '#shared/payouts'
import { meView } from '#shared/people'
import { catalogueRow } from '#shared/policy-catalogue'
import { workedCase } from '#shared/policy-version-content'
import { differenceView, policyVersionSummary, policyVersionView } from '#shared/policy-versions'
import { problemBody, problems, type ProblemCode } from '#shared/problem'
import { policyFile } from '#shared/subsidy-policy-schema'
import { problemsOf, type Route } from './http/route'

type Json = Record<string, unknown>

/** Shapes that several operations answer with: described once, referred to by name. */
const named = {
  Problem: problemBody,
  Me: meView,
  Class: classView,
  ClassDetail: classDetailView,
  InstitutionClass: institutionClassView,
  RosterEntry: rosterEntryView,
  Enrolment: enrolmentView,
  Amount: amountView,
  ExplainedRule: explainedRule,
  ClaimPreview: claimPreview,
  ClaimSummary: claimSummary,
  Claim: claimView,
  Notification: notificationView,
  BatchSummary: batchSummary,
  Batch: batchView,
  PolicyDocument: policyFile,
  CatalogueRow: catalogueRow,
  WorkedCase: workedCase,
  PolicyVersionSummary: policyVersionSummary,
  PolicyVersion: policyVersionView,
  PolicyDifference: differenceView,
}

/** The OpenAPI 3.1 document of the route table: what is declared is what is served. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '匠补通 API',
      version: '1',
      description:
        'Training subsidies for construction workers. Money is integer fen, dates are days in Asia/Shanghai.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: namedSchemas(),
    },
  }
}

function operation(route: Route): Json {
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replace(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...(route.access === 'public' ? {} : { security: [{ session: [] }] }),
    ...(Array.isArray(route.access) ? { 'x-roles': route.access } : {}),
    parameters: [
      ...parametersIn('path', route.params),
      ...parametersIn('query', route.query),
      ...idempotency(route),
    ],
    ...(route.body
      ? {
          ...(route.bodyLimit ? { 'x-body-limit': route.bodyLimit } : {}),
          requestBody: {
            required: !v.is(route.body, {}),
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }
      : {}),
    responses: { ...success(route), ...refusals(route) },
  }
}

function success(route: Route): Json {
  if (!route.response) return { '204': { description: 'Done' } }
  const content = { [route.file?.type ?? 'application/json']: { schema: schemaOf(route.response, 'output') } }
  const ok = { description: 'Success', content }
  return route.method === 'post' && route.kind !== 'query' ? { '200': ok, '201': ok } : { '200': ok }
}

function refusals(route: Route): Json {
  return Object.fromEntries(
    [...groupByStatus(problemsOf(route))].map(([status, list]) => [
      String(status),
      {
        description: list.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function groupByStatus(codes: Iterable<ProblemCode>): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>()
  for (const code of codes)
    groups.set(problems[code].status, [...(groups.get(problems[code].status) ?? []), code])
  return groups
}

function parametersIn(place: 'path' | 'query', schema: v.GenericSchema | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function idempotency(route: Route): Json[] {
  if (route.kind !== 'command') return []
  const description =
    'Made by the client, the same on every retry of one tap: the effect happens once, the answer is repeated.'
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description,
      schema: { type: 'string', minLength: 8, maxLength: 255 },
    },
  ]
}

/** Checks and transformations that JSON Schema cannot express are left out; the server still makes them. */
function schemaOf(schema: v.GenericSchema, typeMode: 'input' | 'output'): Json {
  const document = toJsonSchema(schema, {
    target: 'draft-2020-12',
    errorMode: 'ignore',
    typeMode,
    definitions: named,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  })
  return withoutDialect(document)
}

/** The schemas that others refer to by name. */
function namedSchemas(): Json {
  const whole = toJsonSchemaDefs(named, {
    target: 'draft-2020-12',
    errorMode: 'ignore',
    typeMode: 'output',
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  })
  return Object.fromEntries(Object.entries(whole).map(([name, schema]) => [name, withoutDialect(schema)]))
}

function withoutDialect(document: object): Json {
  return Object.fromEntries(
    Object.entries(document).filter(([keyword]) => keyword !== '$schema' && keyword !== '$defs'),
  )
}

/** The document as it is kept in the repository. */
export function openApiText(routes: readonly Route[]): string {
  return `${JSON.stringify(openApiDocument(routes), null, 2)}\n`
}
