import { Types } from 'mongoose'
import { Problem } from '#shared/problem'
import type { ListedDetailsBody, NewEvaluationBodyBody } from '#shared/public-lists'
import type { Command } from '../context'
import { newEntry, refuseSameName, type ListKeeper } from '../institutions/list-keeping'
import { EvaluationBodies, type EvaluationBody } from './evaluation-body.model'
import { allEvaluationBodies } from './evaluation-body.service'

/** Times in the list of evaluation bodies. */
export const evaluationList: ListKeeper = {
  async load(id, tx) {
    const found = await EvaluationBodies.findById(id).session(tx).lean<EvaluationBody>()
    return found?.listPeriods ?? null
  },
  async save(id, listPeriods, tx) {
    await EvaluationBodies.updateOne(
      { _id: id },
      { $set: { listPeriods: [...listPeriods] } },
      { session: tx },
    )
  },
}

/** Enters a body that a list names for the first time. @returns its id @throws Problem `invalid_fields` for a name that is there */
export async function enterEvaluationBody(
  command: Command,
  { entry, ...rest }: NewEvaluationBodyBody,
): Promise<string> {
  const known = await allEvaluationBodies(command.tx)
  const names = known.flatMap(({ name, otherNames }) => [name, ...otherNames])
  for (const name of [rest.name, ...rest.otherNames]) refuseSameName(name, names)
  const _id = new Types.ObjectId()
  const body = { _id, code: _id.toHexString(), isDemo: command.deployment.mode === 'demo', ...rest }
  await EvaluationBodies.create([{ ...body, listPeriods: [newEntry(command, entry)] }], {
    session: command.tx,
  })
  return _id.toHexString()
}

/** Writes down what the list says of a body now. @throws Problem `not_found` */
export async function describeEvaluationBody(
  { tx }: Command,
  id: string,
  details: ListedDetailsBody,
): Promise<void> {
  const changed = await EvaluationBodies.updateOne({ _id: id }, { $set: details }, { session: tx })
  if (changed.matchedCount === 0)
    throw new Problem('not_found', { detail: '目录里没有这一家，请返回看看别的' })
}
