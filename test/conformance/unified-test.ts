import mongoose from 'mongoose'

/** The part of MongoDB's unified test format that a folder of CRUD and transaction tests uses, as it is read. */
export type Fields = mongoose.mongo.BSON.Document

export interface Requirement {
  readonly minServerVersion?: string
  readonly maxServerVersion?: string
  readonly topologies?: readonly string[]
  readonly auth?: boolean
  readonly serverless?: 'allow' | 'forbid' | 'require'
}

export interface ExpectedError {
  readonly isError?: true
  readonly isClientError?: boolean
  readonly errorContains?: string
  readonly errorCode?: number
  readonly errorCodeName?: string
  readonly errorLabelsContain?: readonly string[]
  readonly errorLabelsOmit?: readonly string[]
  readonly errorResponse?: Fields
  readonly expectResult?: unknown
  readonly writeErrors?: Fields
  readonly writeConcernErrors?: readonly Fields[]
}

export interface Operation {
  readonly name: string
  readonly object: string
  readonly arguments?: Fields
  readonly expectError?: ExpectedError
  readonly expectResult?: unknown
  readonly ignoreResultAndError?: boolean
}

export interface ExpectedEvents {
  readonly client: string
  readonly eventType?: 'command' | 'cmap'
  readonly events: readonly Fields[]
  readonly ignoreExtraEvents?: boolean
}

/** The documents of one collection, before a test or after it. */
export interface CollectionData {
  readonly databaseName: string
  readonly collectionName: string
  readonly documents: readonly Fields[]
  readonly createOptions?: Fields
}

/** One thing to create: its kind (client, database, collection, session) is the only key. */
export type EntityDescription = Readonly<Record<string, Fields>>

export interface TestCase {
  readonly description: string
  readonly runOnRequirements?: readonly Requirement[]
  readonly skipReason?: string
  readonly operations: readonly Operation[]
  readonly expectEvents?: readonly ExpectedEvents[]
  readonly outcome?: readonly CollectionData[]
}

export interface TestFile {
  readonly description: string
  readonly runOnRequirements?: readonly Requirement[]
  readonly createEntities?: readonly EntityDescription[]
  readonly initialData?: readonly CollectionData[]
  readonly tests: readonly TestCase[]
}

/** Reads a test file; throws when it is not one. */
export function parseTestFile(text: string): TestFile {
  const content: unknown = mongoose.mongo.BSON.EJSON.parse(text, { relaxed: true })
  if (typeof content === 'object' && content !== null && 'tests' in content && Array.isArray(content.tests)) {
    return content as TestFile
  }
  throw new Error('It is no file of unified tests: it has no list "tests"')
}
