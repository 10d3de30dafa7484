import { problems } from '#shared/problem'
import { openApiDocument } from '../../server/openapi'
import { declaredRoutes } from '../support/routes'

interface Operation {
  summary: string
  operationId: string
  security?: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: object
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
const document = openApiDocument(declaredRoutes) as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** Every `$ref` below a value. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  )
}

function lookUp(reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document)
}

describe('the OpenAPI document', () => {
  it('is version 3.1 and has every route, and no other', () => {
    expect(document.openapi).toBe('3.1.0')
    const declared = declaredRoutes.map(
      ({ method, path }) => `${method} /api${path.replace(/:(\w+)/g, '{$1}')}`,
    )
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(declared.sort())
  })

  it('refers only to what it holds, in its own words', () => {
    const references = referencesIn(document)
    expect(references.length).toBeGreaterThan(20)
    for (const reference of references)
      expect([reference, typeof lookUp(reference)]).toEqual([reference, 'object'])
  })

  it('gives each operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/)
  })

  it.each(operations.map((each) => [`${each.method} ${each.path}`, each] as const))(
    'describes %s wholly: places, who may, success and refusals',
    (_name, { path, operation }) => {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const described = operation.parameters.filter(({ in: where }) => where === 'path')
      expect(described.map(({ name }) => name)).toEqual(places)
      expect(described.every(({ required }) => required)).toBe(true)
      expect(operation.summary).toMatch(/^[A-Z].+/)
      const statuses = Object.keys(operation.responses)
      expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
      if (operation.security) expect(statuses).toEqual(expect.arrayContaining(['401', '403']))
      const known = new Set(Object.values(problems).map(({ status }) => String(status)))
      for (const status of statuses.filter((each) => each >= '400')) expect(known).toContain(status)
    },
  )
})
