import { readDocument } from '../bson/reader'
import { type Doc, doc, RawDocument, type Value } from '../bson/values'
import { writeDocument, writeStoredDocument } from '../bson/writer'
import type { Collection } from '../catalogue/catalogue'
import type { Index } from '../catalogue/index-definition'
import { indexKeys } from '../catalogue/index-keys'
import { StoreError } from '../errors'
import { valueKey } from '../keys/value-key'
import { showDocument } from '../bson/show'
import { plainValue } from '../query/paths'
import { type Change, type KeyRange, maxKeyBytes } from './environment'
import type { Writer } from './writer'

/** A stored document: its key, its bytes, and its fields, which are read when somebody asks for them. */
export class Stored {
  private fields: Doc | undefined

  constructor(
    readonly idKey: Buffer,
    readonly bytes: Buffer,
  ) {}

  get document(): Doc {
    return (this.fields ??= readDocument(this.bytes))
  }
}

interface IndexEntry {
  readonly index: Index
  /** The key of the indexed fields, led by the index's number. */
  readonly fieldsKey: Buffer
}

export function prefixOf(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(id)
  return bytes
}

/** All keys that begin with a prefix. */
export function rangeOf(prefix: Buffer): KeyRange {
  return { start: prefix, end: Buffer.concat([prefix, Buffer.from([0xff])]) }
}

export function documentKey(collection: Collection, idKey: Buffer): Buffer {
  return Buffer.concat([prefixOf(collection.id), idKey])
}

/**
 * One document's change with all claims made but nothing written. `run` checks unique indexes and writes the
 * document and its index entries, all or nothing.
 */
export interface Prepared {
  /** False when the document stays as it is. */
  readonly isChange: boolean
  run(): void
}

/** Prepares the change from `before` to `after`; undefined stands for no document. */
export function prepareChange(
  writer: Writer,
  collection: Collection,
  before: Stored | undefined,
  after: Doc | undefined,
): Prepared {
  const bytes = after === undefined ? undefined : writeStoredDocument(after)
  if (bytes !== undefined && before?.bytes.equals(bytes) === true)
    return { isChange: false, run: () => undefined }
  const idKey = before?.idKey ?? valueKey(after?.get('_id'))
  const key = documentKey(collection, idKey)
  writer.claim(`d${key.toString('latin1')}`)
  const touched = touchedIndexes(collection, before?.document, after)
  const oldEntries = entriesOf(touched, before?.document)
  const newEntries = entriesOf(touched, after)
  const removed = without(oldEntries.entries, newEntries.entries)
  const added = without(newEntries.entries, oldEntries.entries)
  claimUnique(writer, removed)
  claimUnique(writer, added)
  const changes: Change[] = [
    { table: 'documents', key, value: bytes },
    ...removed.map((entry) => entryChange(entry, idKey, undefined)),
    ...added.map((entry) => entryChange(entry, idKey, idKey)),
  ]
  for (const change of changes) checkKeyLength(change)
  return {
    isChange: true,
    run: () => {
      if (before === undefined) checkNewId(writer, collection, { key, document: after })
      for (const entry of added) checkUnique({ writer, collection, entry, idKey, document: after })
      writer.apply(changes)
      if (newEntries.multikey.length > 0) writer.markMultikey(collection, newEntries.multikey)
    },
  }
}

/** The indexes in which a change may change something: of others, each field holds the very same scalar. */
function touchedIndexes(
  { indexes }: Collection,
  before: Doc | undefined,
  after: Doc | undefined,
): readonly Index[] {
  if (before === undefined || after === undefined) return indexes
  return indexes.filter(
    ({ partialFilter, fields }) =>
      partialFilter !== undefined ||
      fields.some(({ parts: [root = ''] }) => before.get(root) !== after.get(root)),
  )
}

function claimUnique(writer: Writer, entries: readonly IndexEntry[]): void {
  for (const { index, fieldsKey } of entries) {
    if (index.isUnique) writer.claim(`u${fieldsKey.toString('latin1')}`)
  }
}

function entriesOf(
  indexes: readonly Index[],
  document: Doc | undefined,
): { entries: IndexEntry[]; multikey: Index[] } {
  const entries: IndexEntry[] = []
  const multikey: Index[] = []
  if (document === undefined) return { entries, multikey }
  for (const index of indexes) {
    const { keys, isMultikey } = indexKeys(index, document)
    if (isMultikey && !index.isMultikeySaved) multikey.push(index)
    const prefix = prefixOf(index.id)
    for (const key of keys) entries.push({ index, fieldsKey: Buffer.concat([prefix, key]) })
  }
  return { entries, multikey }
}

function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): readonly IndexEntry[] {
  if (entries.length === 0 || others.length === 0) return entries
  const known = new Set(others.map(({ fieldsKey }) => fieldsKey.toString('latin1')))
  return entries.filter(({ fieldsKey }) => !known.has(fieldsKey.toString('latin1')))
}

function entryChange(entry: IndexEntry, idKey: Buffer, value: Buffer | undefined): Change {
  return { table: 'indexes', key: Buffer.concat([entry.fieldsKey, idKey]), value }
}

function checkKeyLength({ key, value }: Change): void {
  if (value === undefined || key.length <= maxKeyBytes) return
  throw new StoreError(
    'KeyTooLong',
    `An _id or an indexed value is too long: ${key.length} of ${maxKeyBytes} bytes`,
  )
}

function checkNewId(
  writer: Writer,
  collection: Collection,
  { key, document }: { key: Buffer; document: Doc | undefined },
): void {
  if (writer.view.get('documents', key) === undefined) return
  throw duplicateKey(collection, '_id_', doc({ _id: 1 }), document)
}

interface UniqueCheck {
  readonly writer: Writer
  readonly collection: Collection
  readonly entry: IndexEntry
  readonly idKey: Buffer
  readonly document: Doc | undefined
}

function checkUnique({ writer, collection, entry, idKey, document }: UniqueCheck): void {
  if (!entry.index.isUnique) return
  for (const { value } of writer.view.scan('indexes', rangeOf(entry.fieldsKey))) {
    if (value.equals(idKey)) continue
    const pattern = entry.index.definition.get('key') as Doc
    throw duplicateKey(collection, entry.index.name, pattern, document)
  }
}

/** E11000 with the fields that drivers and mongoose look at. */
export function duplicateKey(
  collection: Collection,
  indexName: string,
  keyPattern: Doc,
  document: Doc | undefined,
): StoreError {
  const keyValue: Doc = new Map<string, Value>()
  for (const path of keyPattern.keys()) {
    keyValue.set(path, document === undefined ? null : (plainValue(document, path.split('.')) ?? null))
  }
  const where = `collection: ${collection.namespace} index: ${indexName}`
  const message = `E11000 duplicate key error ${where} dup key: ${showDocument(keyValue)}`
  return new StoreError('DuplicateKey', message, { fields: { keyPattern, keyValue } })
}

/** The bytes of a document as they go into a reply. */
export function rawOf(stored: Stored): RawDocument {
  return new RawDocument(stored.bytes)
}

/** Encodes a record of the store's own. */
export function recordChange(key: Buffer, fields: Doc | undefined): Change {
  return { table: 'records', key, value: fields === undefined ? undefined : writeDocument(fields) }
}
