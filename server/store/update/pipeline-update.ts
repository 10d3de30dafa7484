import { compilePipeline } from '../aggregation/stages'
import type { Variables } from '../aggregation/expressions'
import { isDoc, type Value } from '../bson/values'
import { StoreError } from '../errors'
import type { Updater } from './updater'

const stages = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** An update written as a pipeline: its stages make the new document out of the old one, which keeps its _id. */
export function compilePipelineUpdate(pipeline: readonly Value[], variables: Variables): Updater {
  for (const stage of pipeline) {
    const [name = ''] = isDoc(stage) ? stage.keys() : []
    if (isDoc(stage) && !stages.has(name))
      throw new StoreError('InvalidOptions', `${name} is not allowed to be used within an update`)
  }
  const run = compilePipeline(pipeline, { variables, lookUp: () => [] })
  return {
    isReplacement: false,
    apply: (document) => {
      const [result = document] = run([document])
      const id = result.has('_id') ? result.get('_id') : document.get('_id')
      const fields = [...result].filter(([name]) => name !== '_id')
      return new Map(id === undefined ? fields : [['_id', id], ...fields])
    },
  }
}
