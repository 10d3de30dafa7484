import { type Doc, isDoc, type Value } from '../bson/values'
import { showValue } from '../bson/show'
import { StoreError } from '../errors'
import { arrayIndex } from '../query/paths'

const maxPadding = 1_500_000

/** The place in a document that one update operator changes. */
export class Target {
  constructor(
    readonly document: Doc,
    readonly parts: readonly string[],
  ) {}

  get path(): string {
    return this.parts.join('.')
  }

  get name(): string {
    return this.parts.at(-1) ?? ''
  }

  get(): Value {
    let value: Value = this.document
    for (const part of this.parts) value = childOf(value, part)
    return value
  }

  /** Puts a value here and makes the documents on the way; throws PathNotViable where something else stands. */
  set(value: Value): void {
    let node: Doc | Value[] = this.document
    const last = this.parts.length - 1
    for (let at = 0; at < last; at++) node = this.enter(node, this.parts[at] ?? '', at)
    place(node, this.name, value, this.parts[last - 1] ?? '')
  }

  private enter(node: Doc | Value[], part: string, at: number): Doc | Value[] {
    const child = childOf(node, part)
    if (isDoc(child) || Array.isArray(child)) return child
    const next = this.parts[at + 1] ?? ''
    if (child !== undefined) throw notViable(next, part, child)
    const created: Doc = new Map()
    place(node, part, created, this.parts[at - 1] ?? '')
    return created
  }

  /** Takes the field away; an element of an array becomes null. */
  remove(): void {
    const parent = new Target(this.document, this.parts.slice(0, -1)).get()
    if (isDoc(parent)) parent.delete(this.name)
    else if (Array.isArray(parent)) {
      const index = arrayIndex(this.name)
      if (index !== undefined && index < parent.length) parent[index] = null
    }
  }
}

function childOf(node: Value, part: string): Value {
  if (isDoc(node)) return node.get(part)
  if (!Array.isArray(node)) return undefined
  const index = arrayIndex(part)
  return index === undefined ? undefined : node[index]
}

function place(node: Doc | Value[], name: string, value: Value, parentName: string): void {
  if (isDoc(node)) {
    node.set(name, value)
    return
  }
  const index = arrayIndex(name)
  if (index === undefined) throw notViable(name, parentName, node)
  if (index > node.length + maxPadding) {
    throw new StoreError('Location31432', `can't backfill more than ${maxPadding} elements of an array`)
  }
  while (node.length < index) node.push(null)
  node[index] = value
}

function notViable(field: string, parent: string, value: Value): StoreError {
  return new StoreError(
    'PathNotViable',
    `Cannot create field '${field}' in element {${parent}: ${showValue(value)}}`,
  )
}
