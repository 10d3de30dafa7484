import { randomUUID } from 'node:crypto'
import { type Doc, isDoc, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { dropCollection } from './collection-commands'
import type { Context } from './context'
import { addIndexes } from './index-commands'
import { readMerge } from './merge-output'
import { runAll } from './write-batch'
import { insertStatement } from './write-statements'

/** Writes the results of a pipeline into a collection instead of giving them back. */
export type Output = (context: Context, results: readonly Doc[]) => Promise<void>

/** The output that a pipeline's last stage asks for, if it is `$out` or `$merge`. */
export function readOutput(stage: Value, { database, args }: Context): Output | undefined {
  const [name, operand] = isDoc(stage) && stage.size === 1 ? ([...stage][0] ?? []) : []
  if (name !== '$out' && name !== '$merge') return undefined
  if (args.optionalDocument('readConcern')?.get('level') === 'linearizable') {
    throw new StoreError('InvalidOptions', `${name} cannot be used with a 'linearizable' read concern level`)
  }
  if (name === '$merge') return readMerge(operand, (into) => targetOf(into, database, name))
  const namespace = targetOf(operand, database, '$out')
  return (context, results) => replaceCollection(context, namespace, results)
}

function targetOf(operand: Value, database: string, stage: string): string {
  if (typeof operand === 'string') return `${database}.${operand}`
  const [db, coll] = isDoc(operand) ? [operand.get('db') ?? database, operand.get('coll')] : []
  if (typeof db === 'string' && typeof coll === 'string') return `${db}.${coll}`
  throw new StoreError(
    'FailedToParse',
    `${stage} needs the name of a collection, or an object with 'db' and 'coll'`,
  )
}

/** `$out`: the new content is complete, in a collection of its own, before it takes the place of the old one. */
async function replaceCollection(
  context: Context,
  namespace: string,
  results: readonly Doc[],
): Promise<void> {
  const { catalogue, registry } = context.engine
  const scratch = `${namespace.split('.')[0] ?? ''}.tmp.agg_out.${randomUUID()}`
  const filling = await registry.write((_writer, sequence) => {
    const definitions = catalogue.find(namespace)?.indexes.map(({ definition }) => definition) ?? []
    const created = catalogue.add(scratch, sequence)
    addIndexes(context.engine, created, { definitions, sequence })
    return created
  })
  try {
    await runAll(
      context,
      results.map((result) => insertStatement(context, scratch, result)),
    )
    await registry.write((_writer, sequence) => {
      const replaced = catalogue.find(namespace)
      if (replaced !== undefined) dropCollection(context.engine, replaced)
      catalogue.rename(filling, namespace, sequence)
    })
  } catch (error) {
    await registry.write(() => dropCollection(context.engine, filling))
    throw error
  }
}
