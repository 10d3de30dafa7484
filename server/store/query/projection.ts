import { type Doc, isDoc, isNumeric, isTruthy, toNumber, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { elementPredicate, type MatchNote } from './filter'
import { splitPath } from './paths'
import type { Predicate } from './predicates'

/** Makes the document that a reader asked for. */
export type Projection = (document: Doc, note?: MatchNote) => Doc

type Leaf =
  | { readonly kind: 'include' | 'exclude' | 'positional' }
  | { readonly kind: 'slice'; readonly skip: number; readonly limit: number }
  | { readonly kind: 'element'; readonly matches: Predicate }
type Tree = Map<string, Tree | Leaf>

interface Plan {
  readonly tree: Tree
  readonly isInclusion: boolean
  readonly note: MatchNote
}

/** Reads a projection; undefined when the document is wanted whole. Throws MongoDB's errors. */
export function compileProjection(specification: Doc | undefined): Projection | undefined {
  if (specification === undefined || specification.size === 0) return undefined
  const leaves = [...specification].flatMap(([path, operand]) => readLeaves(path, operand))
  checkPositional(leaves, specification)
  const isInclusion = decideMode(leaves)
  const tree: Tree = new Map()
  for (const [path, leaf] of leaves) addLeaf(tree, path, leaf)
  if (isInclusion && !tree.has('_id')) tree.set('_id', { kind: 'include' })
  return (document, note = {}) => project(document, { tree, isInclusion, note })
}

type PathLeaf = readonly [path: string, leaf: Leaf]

function readLeaves(path: string, operand: Value): PathLeaf[] {
  checkPath(path)
  if (isDoc(operand)) return readNested(path, operand)
  if (typeof operand === 'boolean' || isNumeric(operand)) {
    if (!isTruthy(operand)) return [[path, { kind: 'exclude' }]]
    if (path.endsWith('.$')) return [[path.slice(0, -2), { kind: 'positional' }]]
    return [[path, { kind: 'include' }]]
  }
  throw notImplemented('computed values in a projection')
}

function checkPath(path: string): void {
  const parts = splitPath(path)
  if (path === '') throw new StoreError('Location40352', 'FieldPath cannot be constructed with empty string')
  if (parts.includes(''))
    throw new StoreError('Location40353', 'FieldPath must not be empty or end with a dot')
  if (parts.slice(0, -1).some((part) => part.startsWith('$')) || path === '$') {
    throw new StoreError('Location31324', `FieldPath field names may not start with '$': ${path}`)
  }
}

function readNested(path: string, operand: Doc): PathLeaf[] {
  const [first = ''] = operand.keys()
  if (operand.size === 0)
    throw new StoreError('Location51270', 'An empty sub-projection is not a valid value.')
  if (!first.startsWith('$'))
    return [...operand].flatMap(([name, value]) => readLeaves(`${path}.${name}`, value))
  if (first === '$slice') return [[path, readSlice(operand.get(first))]]
  if (first === '$elemMatch' && path.includes('.'))
    throw new StoreError('Location31275', 'Cannot use $elemMatch projection on a nested field.')
  if (first === '$elemMatch')
    return [[path, { kind: 'element', matches: elementPredicate(operand.get(first)) }]]
  throw notImplemented(`the projection operator '${first}'`)
}

function readSlice(operand: Value): Leaf {
  if (isNumeric(operand)) {
    const count = toNumber(operand)
    return count < 0
      ? { kind: 'slice', skip: count, limit: -count }
      : { kind: 'slice', skip: 0, limit: count }
  }
  const [skip, limit] = Array.isArray(operand) ? operand : []
  if (
    Array.isArray(operand) &&
    operand.length === 2 &&
    isNumeric(skip) &&
    isNumeric(limit) &&
    toNumber(limit) > 0
  ) {
    return { kind: 'slice', skip: toNumber(skip), limit: toNumber(limit) }
  }
  throw new StoreError(
    'Location28667',
    'Invalid $slice syntax: it takes a number, or a skip and a positive limit',
  )
}

function checkPositional(leaves: readonly PathLeaf[], specification: Doc): void {
  const kinds = leaves.map(([, { kind }]) => kind)
  const paths = [...specification.keys()].filter((path) => path.endsWith('.$'))
  if (paths.length > 1)
    throw new StoreError('Location31276', 'Cannot specify more than one positional projection per query.')
  if (paths.some((path) => isDoc(specification.get(path)))) {
    const message = 'positional projection cannot be used with an expression or sub object'
    throw new StoreError('Location31271', message)
  }
  if (paths.length > 0 && !kinds.includes('positional'))
    throw new StoreError('Location31395', 'positional projection cannot be used with exclusion')
  if (!kinds.includes('element') || paths.length === 0) return
  const isElementFirst = kinds.indexOf('element') < kinds.indexOf('positional')
  const code = isElementFirst ? 'Location31256' : 'Location31255'
  throw new StoreError(code, 'Cannot specify positional operator and $elemMatch.')
}

function decideMode(leaves: readonly PathLeaf[]): boolean {
  const decisive = leaves.find(([path, { kind }]) => path !== '_id' && kind !== 'slice')
  const onlyId = leaves.find(([path]) => path === '_id')?.[1].kind === 'include'
  const isInclusion = decisive === undefined ? onlyId : decisive[1].kind !== 'exclude'
  for (const [path, { kind }] of leaves) {
    if (isInclusion && kind === 'exclude' && path !== '_id') {
      throw new StoreError('Location31254', `Cannot do exclusion on field ${path} in inclusion projection`)
    }
    if (!isInclusion && kind !== 'exclude' && kind !== 'slice' && path !== '_id') {
      throw new StoreError('Location31253', `Cannot do inclusion on field ${path} in exclusion projection`)
    }
  }
  return isInclusion
}

function addLeaf(tree: Tree, path: string, leaf: Leaf): void {
  const parts = splitPath(path)
  let node = tree
  for (const part of parts.slice(0, -1)) {
    const child = node.get(part) ?? new Map<string, Tree | Leaf>()
    if (!(child instanceof Map)) throw new StoreError('Location31249', `Path collision at ${path}`)
    node.set(part, child)
    node = child
  }
  const name = parts.at(-1) ?? ''
  if (node.has(name)) throw new StoreError('Location31250', `Path collision at ${path}`)
  node.set(name, leaf)
}

function project(document: Doc, plan: Plan): Doc {
  const result: Doc = new Map()
  for (const [name, value] of document) {
    const rule = plan.tree.get(name)
    const projected =
      rule === undefined ? (plan.isInclusion ? undefined : value) : applyRule(value, rule, plan)
    if (projected !== undefined) result.set(name, projected)
  }
  return result
}

function applyRule(value: Value, rule: Tree | Leaf, plan: Plan): Value {
  if (rule instanceof Map) return descend(value, { ...plan, tree: rule })
  switch (rule.kind) {
    case 'include':
      return value
    case 'exclude':
      return undefined
    case 'slice':
      return Array.isArray(value) ? sliced(value, rule.skip, rule.limit) : value
    case 'element': {
      const found = Array.isArray(value) ? value.find(rule.matches) : undefined
      return found === undefined ? undefined : [found]
    }
    case 'positional':
      return Array.isArray(value) ? [matchedElement(value, plan.note)] : value
  }
}

function descend(value: Value, plan: Plan): Value {
  if (isDoc(value)) return project(value, plan)
  if (!Array.isArray(value)) return plan.isInclusion ? undefined : value
  return value.map((item) => descend(item, plan)).filter((item) => item !== undefined)
}

function sliced(items: readonly Value[], skip: number, limit: number): Value[] {
  const start = skip < 0 ? Math.max(items.length + skip, 0) : skip
  return items.slice(start, start + limit)
}

function matchedElement(items: readonly Value[], { element }: MatchNote): Value {
  if (element !== undefined && element < items.length) return items[element]
  const message = `Executor error during find command: the positional operator '.$' element mismatch`
  throw new StoreError('Location51246', message)
}
