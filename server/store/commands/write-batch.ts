import { type Doc, doc, isNumeric, toNumber, type Value } from '../bson/values'
import { StoreError } from '../errors'
import type { Writer } from '../storage/writer'
import { Blocked } from '../storage/writer'
import type { Context } from './context'
import type { Statement } from './write-statements'

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

/** Runs statements in their order and throws the first error. */
export async function runAll(context: Context, statements: readonly Statement[]): Promise<BatchResult> {
  const result = await runBatch(context, statements, true)
  const [first] = result.errors
  if (first !== undefined) throw first.error
  return result
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
      const answer = statement?.(writer) ?? doc({})
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

/** Creates a collection when it does not exist yet; a transaction leaves an empty one behind if it fails. */
export async function ensureCollection({ engine }: Context, namespace: string): Promise<void> {
  const { catalogue, registry } = engine
  if (catalogue.find(namespace) !== undefined) return
  await registry.write((_writer, sequence) => {
    if (catalogue.find(namespace) === undefined) catalogue.add(namespace, sequence)
  })
}

/** The errors of a batch as a reply lists them. */
export function writeErrors({ errors }: BatchResult): Value {
  if (errors.length === 0) return undefined
  return errors.map(({ index, error }) => doc({ index, ...errorFields(error) }))
}

/** What a reply says of the error of one statement. */
export function errorFields({ code, fields, message }: StoreError): Record<string, Value> {
  return { code, ...(fields as Record<string, Value>), errmsg: message }
}
