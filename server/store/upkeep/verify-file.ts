import { readDocument } from '../bson/reader'
import { type Doc, isDoc, isNumeric, toNumber, type Value } from '../bson/values'
import { buildIndex, type Index } from '../catalogue/index-definition'
import { indexKeys } from '../catalogue/index-keys'
import { valueKey } from '../keys/value-key'
import { Environment, type Snapshot, type Table } from '../storage/environment'
import { Findings, type VerifyReport } from './findings'

interface StoredCollection {
  readonly namespace: string
  readonly indexes: readonly Index[]
}

/** An index and what the documents say about it. */
interface ExpectedIndex {
  readonly index: Index
  readonly collectionId: number
  readonly namespace: string
  /** How many entries the documents call for. */
  expected: number
  found: number
}

const catalogueKey = 'collection:'
const counterKey = 'next-id'

/**
 * Reads the whole of a data file, as it is at one moment: every value against its checksum, every document against
 * its key, every index entry against its document and the other way round, the catalogue against both.
 */
export async function verifyFile(dataFile: string): Promise<VerifyReport> {
  const environment = Environment.open(dataFile, { readOnly: true })
  const snapshot = environment.snapshot()
  try {
    return new Verification(environment, snapshot).run()
  } finally {
    snapshot.done()
    await environment.close()
  }
}

class Verification {
  private readonly findings = new Findings()
  private readonly collections = new Map<number, StoredCollection>()
  private readonly indexes = new Map<number, ExpectedIndex>()
  private nextId = 1

  constructor(
    private readonly environment: Environment,
    private readonly snapshot: Snapshot,
  ) {}

  run(): VerifyReport {
    this.readRecords()
    this.readDocuments()
    this.readIndexes()
    for (const { index, namespace, expected, found } of this.indexes.values()) {
      if (expected === found) continue
      this.findings.add(`${namespace}: index ${index.name} has ${found} entries instead of ${expected}`)
    }
    return this.findings.report()
  }

  /** The intact values of a table. */
  private *intact(table: Table): Generator<{ key: Buffer; value: Buffer }> {
    for (const { key, value, isIntact } of this.environment.walk(table, this.snapshot)) {
      this.findings.values++
      if (isIntact) yield { key, value }
      else this.findings.add(`A value in ${table} does not match its checksum (key ${key.toString('hex')})`)
    }
  }

  private readRecords(): void {
    for (const { key, value } of this.intact('records')) {
      const name = key.toString()
      if (name === counterKey) this.nextId = value.length === 4 ? value.readUInt32BE() : 0
      else this.attempt(`The record ${name}`, () => this.readRecord(name, readDocument(value)))
    }
    for (const id of [...this.collections.keys(), ...this.indexes.keys()]) {
      if (id >= this.nextId) this.findings.add(`The catalogue's counter has fallen behind number ${id}`)
    }
  }

  private readRecord(name: string, record: Doc): void {
    if (!name.startsWith(catalogueKey)) return
    const namespace = name.slice(catalogueKey.length)
    const id = numberOf(record.get('id'))
    const list = record.get('indexes')
    const indexes = (Array.isArray(list) ? list : []).filter(isDoc).map(storedIndex)
    if (`${String(record.get('database'))}.${String(record.get('name'))}` !== namespace || this.has(id)) {
      this.findings.add(`The catalogue's entry for ${namespace} belongs to something else`)
    }
    this.collections.set(id, { namespace, indexes })
    this.findings.collections++
    for (const index of indexes) {
      if (this.has(index.id)) this.findings.add(`${namespace}: index ${index.name} has a number used twice`)
      this.indexes.set(index.id, { index, collectionId: id, namespace, expected: 0, found: 0 })
      this.findings.indexes++
    }
  }

  private has(id: number): boolean {
    return this.collections.has(id) || this.indexes.has(id)
  }

  private readDocuments(): void {
    for (const { key, value } of this.intact('documents')) {
      const collection = this.collections.get(key.readUInt32BE())
      if (collection === undefined) {
        this.findings.add(`A document belongs to no collection (key ${key.toString('hex')})`)
        continue
      }
      this.findings.documents++
      const what = `${collection.namespace}: the document with key ${key.toString('hex')}`
      this.attempt(what, () => this.checkDocument(what, collection, { idKey: key.subarray(4), value }))
    }
  }

  private checkDocument(
    what: string,
    { indexes }: StoredCollection,
    { idKey, value }: { idKey: Buffer; value: Buffer },
  ): void {
    const document = readDocument(value)
    if (!valueKey(document.get('_id')).equals(idKey)) this.findings.add(`${what} has another _id`)
    for (const index of indexes) {
      const { keys, isMultikey } = indexKeys(index, document)
      if (isMultikey && !index.isMultikey)
        this.findings.add(`${what} has an array that index ${index.name} does not know of`)
      for (const fields of keys) this.checkEntry(what, index, { fields, idKey })
    }
  }

  private checkEntry(what: string, index: Index, { fields, idKey }: { fields: Buffer; idKey: Buffer }): void {
    const expected = this.indexes.get(index.id)
    if (expected !== undefined) expected.expected++
    const key = Buffer.concat([numberKey(index.id), fields, idKey])
    if (!this.environment.has('indexes', key, this.snapshot))
      this.findings.add(`${what} is missing in index ${index.name}`)
  }

  private readIndexes(): void {
    let before: Buffer | undefined
    for (const { key, value } of this.intact('indexes')) {
      this.findings.entries++
      const entry = this.indexes.get(key.readUInt32BE())
      if (entry === undefined) {
        this.findings.add(`An entry belongs to no index (key ${key.toString('hex')})`)
        continue
      }
      entry.found++
      const what = `${entry.namespace}: an entry of index ${entry.index.name}`
      const fields = key.subarray(0, key.length - value.length)
      if (!key.subarray(fields.length).equals(value)) this.findings.add(`${what} has a wrong key`)
      if (entry.index.isUnique && before?.equals(fields) === true)
        this.findings.add(`${what} stands there twice though the index is unique`)
      if (!this.environment.has('documents', documentKey(entry, value), this.snapshot))
        this.findings.add(`${what} leads to no document (key ${key.toString('hex')})`)
      before = fields
    }
  }

  private attempt(what: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.findings.add(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function documentKey({ collectionId }: ExpectedIndex, idKey: Buffer): Buffer {
  return Buffer.concat([numberKey(collectionId), idKey])
}

function numberKey(id: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(id)
  return bytes
}

function storedIndex(record: Doc): Index {
  const definition = record.get('definition')
  if (!isDoc(definition)) throw new Error('an index has no definition')
  const isMultikey = record.get('multikey') === true
  return buildIndex(numberOf(record.get('id')), definition, { createdAt: 0, isMultikey })
}

function numberOf(value: Value): number {
  if (isNumeric(value)) return toNumber(value)
  throw new Error('a number is missing')
}
