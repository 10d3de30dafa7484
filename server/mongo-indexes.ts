import { isDeepStrictEqual } from 'node:util'
import mongoose, { type IndexDefinition, type IndexOptions, type Model, type mongo } from 'mongoose'

type AnyModel = Model<unknown>
type Wanted = [keys: IndexDefinition, options: IndexOptions]
type Known = Record<string, unknown>

/** What makes two indexes the same; `v`, names and what only concerns their building do not. */
const CONTENT = ['key', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'] as const

/**
 * Makes every collection and index that a model declares and that is not there; safe to repeat, and by several servers at
 * once. An account that may not make any is enough when all are there. Without one of these indexes a rule is not kept
 * (one entitlement, one live claim) or a queue is read as a whole, so the start fails.
 * @returns why that could not be, a sentence each; empty when every index is there
 */
export async function ensureIndexes(): Promise<string[]> {
  const models = Object.values(mongoose.models) as AnyModel[]
  const listed = await mongoose.connection.listCollections()
  const existing = new Set(listed.map(({ name }) => name))
  // All at once: a store that syncs what it acknowledges then syncs many of them together.
  const problems = await Promise.all(
    models.map(async (model) => {
      if (!existing.has(model.collection.collectionName)) await model.createCollection()
      return ensureIndexesOf(model)
    }),
  )
  return problems.flat()
}

async function ensureIndexesOf(model: AnyModel): Promise<string[]> {
  const known: Known[] = await model.collection.listIndexes().toArray()
  const missing = (model.schema.indexes() as Wanted[]).filter(
    (wanted) => !known.some((index) => isSame(index, wanted)),
  )
  if (missing.length === 0) return []
  const specs = missing.map(([key, options]) => ({
    key: key as Record<string, 1 | -1>,
    ...contentOf(options),
  }))
  const isMade = await model.collection.createIndexes(specs).then(
    () => true,
    (error: unknown) => {
      if (refusalOf(error) === null) throw error
      return false
    },
  )
  if (isMade) return []
  // One by one says which of them stands in the way.
  const problems: (string | null)[] = []
  for (const wanted of missing) problems.push(await create(model, wanted))
  return problems.filter((problem) => problem !== null)
}

function isSame(known: Known, [key, options]: Wanted): boolean {
  const wanted: Known = { ...options, key }
  return CONTENT.every((name) => {
    if (name === 'key') return JSON.stringify(known['key']) === JSON.stringify(key)
    return isDeepStrictEqual(orAbsent(known[name]), orAbsent(wanted[name]))
  })
}

/** `unique: false` is as good as no word of it. */
function orAbsent(value: unknown): unknown {
  return value === false ? undefined : value
}

async function create(model: AnyModel, [keys, options]: Wanted): Promise<string | null> {
  const collection = model.collection.collectionName
  try {
    await model.collection.createIndex(keys as Record<string, 1 | -1>, contentOf(options))
    return null
  } catch (error) {
    const reason = refusalOf(error)
    if (reason === null) throw error
    return `collection ${collection} has no index ${JSON.stringify(keys)}, and ${reason}`
  }
}

function contentOf(options: IndexOptions): mongo.CreateIndexesOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => (CONTENT as readonly string[]).includes(name)),
  )
}

/** What MongoDB said, and what to do about it; null when it is nothing about the index. */
function refusalOf(error: unknown): string | null {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (code === 85 || code === 86)
    return `another index stands in its place (${String(message)}): drop that one, then start again`
  if (code === 11000)
    return 'it cannot be made, because documents have the same key twice: mend the data first'
  if (code === 13)
    return 'this account may not make it: give it the role readWrite, or make the index by hand'
  return null
}
