import { type Doc, doc, isNumeric, toNumber, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import type { Writer } from '../storage/writer'
import { Blocked } from '../storage/writer'
import { type Context, namespaceOf } from './context'

/** One of the writes of a command; it either throws before it has changed anything, or answers. */
export type Statement = (writer: Writer, collection: Collection) => Doc

export interface BatchResult {
  /** Answers by the place of their statement. */
  readonly answers: ReadonlyMap<number, Doc>
  readonly errors: readonly { readonly index: number; readonly error: StoreError }[]
}

const statementsPerWrite = 1000

/**
 * Runs the writes of a command. An ordered batch ends with its first error. In a transaction an error ends the
 * transaction; by themselves, statements that have answered stay done.
 */
export async function runBatch(
  context: Context,
  statements: readonly Statement[],
  isOrdered: boolean,
): Promise<BatchResult> {
  const batch = new Batch(context, statements, isOrdered)
  const { transaction, engine } = context
  if (transaction !== undefined) batch.runSome(transaction, Infinity)
  else {
    while (!batch.isOver) {
      await engine.registry.write((writer) => {
        batch.runSome(writer, statementsPerWrite)
      })
    }
  }
  return batch
}

/** Runs a single statement and throws its error. */
export async function runSingle(context: Context, statement: Statement): Promise<Doc> {
  const { answers, errors } = await runBatch(context, [statement], true)
  const [first] = errors
  if (first !== undefined) throw first.error
  return answers.get(0) ?? doc({})
}

class Batch implements BatchResult {
  readonly answers = new Map<number, Doc>()
  readonly errors: { index: number; error: StoreError }[] = []
  private next = 0
  private isStopped = false

  constructor(
    private readonly context: Context,
    private readonly statements: readonly Statement[],
    private readonly isOrdered: boolean,
  ) {}

  get isOver(): boolean {
    return this.isStopped || this.next >= this.statements.length
  }

  runSome(writer: Writer, limit: number): void {
    const { retry } = this.context
    const end = this.next + limit
    let hasNews = false
    try {
      for (; !this.isOver && this.next < end; this.next++) hasNews = this.runNext(writer) || hasNews
    } finally {
      if (hasNews && retry !== undefined) writer.apply([retry.change(new Date())])
    }
  }

  /** Whether the statement was run now rather than by an earlier attempt. */
  private runNext(writer: Writer): boolean {
    const id = this.statementId(this.next)
    const known = this.context.retry?.answer(id)
    if (known !== undefined) {
      this.answers.set(this.next, known)
      return false
    }
    try {
      const statement = this.statements[this.next]
      const answer = statement?.(writer, targetCollection(this.context)) ?? doc({})
      this.answers.set(this.next, answer)
      this.context.retry?.note(id, answer)
      return true
    } catch (error) {
      this.handle(error)
      return false
    }
  }

  private handle(error: unknown): void {
    if (error instanceof Blocked || !(error instanceof StoreError) || error.labels.length > 0) throw error
    this.errors.push({ index: this.next, error })
    this.isStopped = this.isOrdered || this.context.transaction !== undefined
  }

  private statementId(index: number): number {
    const ids: Value = this.context.args.value('stmtIds')
    const single = this.context.args.value('stmtId')
    const id = Array.isArray(ids) ? ids[index] : single
    return isNumeric(id) ? toNumber(id) + (Array.isArray(ids) ? 0 : index) : index
  }
}

function targetCollection(context: Context): Collection {
  const collection = context.engine.catalogue.find(namespaceOf(context))
  if (collection === undefined)
    throw new StoreError('NamespaceNotFound', 'The collection was dropped meanwhile')
  context.transaction?.enter(collection)
  return collection
}

/** Creates the command's collection when it does not exist yet; a transaction leaves an empty one behind if it fails. */
export async function ensureCollection(context: Context): Promise<void> {
  const { engine, database, args } = context
  if (engine.catalogue.find(namespaceOf(context)) !== undefined) return
  await engine.registry.write((_writer, sequence) => {
    if (engine.catalogue.find(namespaceOf(context)) === undefined) {
      engine.catalogue.add(database, args.string(args.command), sequence)
    }
  })
}

/** The errors of a batch as a reply lists them. */
export function writeErrors({ errors }: BatchResult): Value {
  if (errors.length === 0) return undefined
  return errors.map(({ index, error }) =>
    doc({ index, code: error.code, ...(error.fields as Record<string, Value>), errmsg: error.message }),
  )
}
