import { cloneDoc, cloneValue, type Doc, isDoc, type Value } from '../bson/values'
import { showDocument } from '../bson/show'
import type { Variables } from '../aggregation/expressions'
import { StoreError } from '../errors'
import { areEqual } from '../keys/compare'
import { splitPath } from '../query/paths'
import { type ArrayFilters, expandPath, isElementName, readArrayFilters } from './array-filters'
import { operatorNamed } from './operators'
import { compilePipelineUpdate } from './pipeline-update'
import { Target } from './target'
import type { Apply, Updater, UpdateMoment } from './updater'

/** An update as a command states it. */
export interface UpdateSpecification {
  readonly update: Value
  readonly arrayFilters: Value
  readonly variables: Variables
}

/** Checks an update and makes of it what changes a document; throws MongoDB's errors. */
export function compileUpdate(specification: UpdateSpecification): Updater {
  return new GuardedUpdate(compileKind(specification))
}

/** An update that must leave a document its _id. */
class GuardedUpdate implements Updater {
  constructor(private readonly updater: Updater) {}

  get isReplacement(): boolean {
    return this.updater.isReplacement
  }

  apply(document: Doc, moment: UpdateMoment, element?: number): Doc {
    const before = cloneValue(document.get('_id'))
    const after = this.updater.apply(document, moment, element)
    const id = after.get('_id')
    if (id === before || moment.isInsert || areEqual(before, id)) return after
    const reason = this.isReplacement
      ? `After applying the update, the (immutable) field '_id' was found to have been altered`
      : `Performing an update on the path '_id' would modify the immutable field '_id'`
    throw new StoreError('ImmutableField', reason)
  }
}

function compileKind({ update, arrayFilters, variables }: UpdateSpecification): Updater {
  if (Array.isArray(update)) {
    if (arrayFilters === undefined) return compilePipelineUpdate(update, variables)
    throw new StoreError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates')
  }
  if (!isDoc(update))
    throw new StoreError('FailedToParse', 'Update argument must be either an object or an array')
  const [first = ''] = update.keys()
  return first.startsWith('$')
    ? compileModifiers(update, arrayFilters)
    : compileReplacement(update, arrayFilters)
}

function compileReplacement(update: Doc, arrayFilters: Value): Updater {
  if (arrayFilters !== undefined)
    throw new StoreError('FailedToParse', 'Cannot use arrayFilters with a replacement')
  for (const name of update.keys()) {
    if (name.startsWith('$')) {
      throw new StoreError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not valid`,
      )
    }
  }
  return new Replacement(update)
}

class Replacement implements Updater {
  readonly isReplacement = true

  constructor(private readonly update: Doc) {}

  apply(document: Doc): Doc {
    const id = (this.update.has('_id') ? this.update : document).get('_id')
    const replaced: Doc = new Map([['_id', id]])
    for (const [name, value] of cloneDoc(this.update)) if (name !== '_id') replaced.set(name, value)
    return replaced
  }
}

interface Modification {
  readonly parts: readonly string[]
  readonly path: string
  readonly apply: Apply
}

function compileModifiers(update: Doc, filters: Value): Updater {
  const arrayFilters = readArrayFilters(filters)
  const modifications: Modification[] = []
  for (const [name, operand] of update) compileModifier(name, operand, modifications)
  if (modifications.length > 1) {
    modifications.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    checkConflicts(modifications)
  }
  checkFiltersUsed(arrayFilters, modifications, update)
  return new Modifiers(modifications, arrayFilters)
}

class Modifiers implements Updater {
  readonly isReplacement = false

  constructor(
    private readonly modifications: readonly Modification[],
    private readonly arrayFilters: ArrayFilters,
  ) {}

  apply(document: Doc, moment: UpdateMoment, element?: number): Doc {
    const { arrayFilters } = this
    for (const { parts, path, apply } of this.modifications) {
      if (!moment.isInsert) checkTopLevel(path, parts)
      for (const place of expandPath(document, parts, { arrayFilters, element }))
        apply(new Target(document, place), moment)
    }
    return document
  }
}

function compileModifier(name: string, operand: Value, modifications: Modification[]): void {
  const operator = name === '$rename' ? undefined : operatorNamed(name)
  if (!isDoc(operand)) {
    const message = `Modifiers operate on fields but we found something else for modifier ${name}`
    throw new StoreError('FailedToParse', message)
  }
  for (const [path, value] of operand) {
    if (operator === undefined) modifications.push(...compileRename(path, value))
    else modifications.push({ parts: readPath(path), path, apply: operator(value, path) })
  }
}

function readPath(path: string): string[] {
  const parts = splitPath(path)
  if (path === '') throw new StoreError('EmptyFieldName', 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new StoreError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  const [root = ''] = parts
  if (root === '$' || isElementName(root)) {
    const what = root === '$' ? "positional (i.e. '$')" : "array filter identifier (i.e. '$[<id>]')"
    throw new StoreError('BadValue', `Cannot have ${what} element in the first position in path '${path}'`)
  }
  return parts
}

/** Deeper down a name may begin with a dollar, at the top only in a document that is being inserted. */
function checkTopLevel(path: string, [root = '']: readonly string[]): void {
  if (!root.startsWith('$')) return
  throw new StoreError(
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${root}' in '${path}' is not allowed in the context of an update's ` +
      'replacement document. Consider using an aggregation pipeline with $replaceWith.',
  )
}

/** The target is set where it stands in the order of paths; the source then loses its field. */
function compileRename(from: string, to: Value): Modification[] {
  if (typeof to !== 'string')
    throw new StoreError('BadValue', `The 'to' field for $rename must be a string: ${from}`)
  const [source, destination] = [readPath(from), readPath(to)]
  if ([...source, ...destination].some((part) => part.startsWith('$'))) {
    throw new StoreError('BadValue', 'The source and target field for $rename must not be dynamic')
  }
  if (from === to)
    throw new StoreError('BadValue', `The source and target field for $rename must differ: ${from}`)
  const move: Apply = ({ document }) => {
    const origin = new Target(document, source)
    const value = origin.get()
    if (value === undefined) return
    checkNoArray(document, source, 'source')
    checkNoArray(document, destination, 'destination')
    origin.remove()
    new Target(document, destination).set(value)
  }
  return [
    { parts: source, path: from, apply: () => undefined },
    { parts: destination, path: to, apply: move },
  ]
}

function checkNoArray(document: Doc, parts: readonly string[], role: string): void {
  for (let length = 1; length < parts.length; length++) {
    if (!Array.isArray(new Target(document, parts.slice(0, length)).get())) continue
    throw new StoreError(
      'BadValue',
      `The ${role} field of $rename cannot be an array element, '${parts.join('.')}'`,
    )
  }
}

function checkConflicts(modifications: readonly Modification[]): void {
  const paths = new Set<string>()
  for (const { path, parts } of modifications) {
    const ancestors = parts.map((_, at) => parts.slice(0, at + 1).join('.'))
    const conflict = ancestors.find((ancestor) => paths.has(ancestor))
    const below = [...paths].find((known) => known.startsWith(`${path}.`))
    if (conflict !== undefined || below !== undefined) {
      const message = `Updating the path '${path}' would create a conflict at '${conflict ?? path}'`
      throw new StoreError('ConflictingUpdateOperators', message)
    }
    paths.add(path)
  }
}

function checkFiltersUsed(filters: ArrayFilters, modifications: readonly Modification[], update: Doc): void {
  for (const name of filters.keys()) {
    if (modifications.some(({ parts }) => parts.includes(`$[${name}]`))) continue
    const message = `The array filter for identifier '${name}' was not used in the update ${showDocument(update)}`
    throw new StoreError('FailedToParse', message)
  }
}
