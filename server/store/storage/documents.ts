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

const prefixBytes = 4

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
  const bytes = Buffer.allocUnsafe(prefixBytes)
  bytes.writeUInt32BE(id)
  return bytes
}

/** A key of a collection or an index, led by its number. */
export function prefixed(id: number, key: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(prefixBytes + key.length)
  bytes.writeUInt32BE(id)
  key.copy(bytes, prefixBytes)
  return bytes
}

/** All keys that begin with a prefix. */
export function rangeOf(prefix: Buffer): KeyRange {
  return { start: prefix, end: Buffer.concat([prefix, Buffer.from([0xff])]) }
}

export function documentKey(collection: Collection, idKey: Buffer): Buffer {
  return prefixed(collection.id, idKey)
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

const unchanged: Prepared = { isChange: false, run: () => undefined }

/** Prepares the change from `before` to `after`; undefined stands for no document. */
export function prepareChange(
  writer: Writer,
  collection: Collection,
  before: Stored | undefined,
  after: Doc | undefined,
): Prepared {
  const bytes = after === undefined ? undefined : writeStoredDocument(after)
  if (bytes !== undefined && before?.bytes.equals(bytes) === true) return unchanged
  const idKey = before?.idKey ?? valueKey(after?.get('_id'))
  const key = documentKey(collection, idKey)
  writer.claim(key.toString('latin1'))
  const changes: Change[] = [{ table: 'documents', key, value: bytes }]
  const touched = touchedIndexes(collection, before?.document, after)
  const old = entriesOf(touched, before?.document)
  const { entries, multikey } = entriesOf(touched, after)
  const [removed, added] = [without(old.entries, entries), without(entries, old.entries)]
  claimUnique(writer, removed)
  claimUnique(writer, added)
  for (const entry of removed) changes.push(entryChange(entry, idKey, undefined))
  for (const entry of added) changes.push(entryChange(entry, idKey, idKey))
  changes.forEach(checkKeyLength)
  const isNew = before === undefined
  return new DocumentChange({
    writer,
    collection,
    document: after,
    isNew,
    idKey,
    key,
    added,
    changes,
    multikey,
  })
}

interface ChangeParts {
  readonly writer: Writer
  readonly collection: Collection
  /** Undefined for one that is removed. */
  readonly document: Doc | undefined
  readonly isNew: boolean
  readonly idKey: Buffer
  readonly key: Buffer
  /** The entries that must not break a unique index. */
  readonly added: readonly IndexEntry[]
  readonly changes: readonly Change[]
  readonly multikey: readonly Index[]
}

class DocumentChange implements Prepared {
  readonly isChange = true

  constructor(private readonly parts: ChangeParts) {}

  run(): void {
    const { writer, collection, isNew, added, changes, multikey } = this.parts
    if (isNew) checkNewId(this.parts)
    for (const entry of added) checkUnique(this.parts, entry)
    writer.apply(changes)
    if (multikey.length > 0) writer.markMultikey(collection, multikey)
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

/** Numbers of collections and indexes are never the same, so a claim need not say which of them it means. */
function claimUnique(writer: Writer, entries: readonly IndexEntry[]): void {
  for (const { index, fieldsKey } of entries) if (index.isUnique) writer.claim(fieldsKey.toString('latin1'))
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
    for (const key of keys) entries.push({ index, fieldsKey: prefixed(index.id, key) })
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

function checkNewId({ writer, collection, key, document }: ChangeParts): void {
  if (writer.view.get('documents', key) === undefined) return
  throw duplicateKey(collection, '_id_', doc({ _id: 1 }), document)
}

function checkUnique(
  { writer, collection, idKey, document }: ChangeParts,
  { index, fieldsKey }: IndexEntry,
): void {
  if (!index.isUnique) return
  for (const { value } of writer.view.scan('indexes', rangeOf(fieldsKey))) {
    if (value.equals(idKey)) continue
    throw duplicateKey(collection, index.name, index.definition.get('key') as Doc, document)
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
