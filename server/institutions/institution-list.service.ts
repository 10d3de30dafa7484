import { Types } from 'mongoose'
import { Problem } from '#shared/problem'
import type { ListedDetailsBody, NewInstitutionBody } from '#shared/public-lists'
import type { Command } from '../context'
import { Institutions, type Institution } from './institution.model'
import { newEntry, refuseSameName, type ListKeeper } from './list-keeping'

/** Times in the list of training institutions. */
export const institutionList: ListKeeper = {
  async load(id, tx) {
    const found = await Institutions.findById(id)
      .session(tx)
      .lean<Pick<Institution, '_id'> & Partial<Institution>>()
    return found && (found.listPeriods ?? [])
  },
  async save(id, listPeriods, tx) {
    await Institutions.updateOne({ _id: id }, { $set: { listPeriods: [...listPeriods] } }, { session: tx })
  },
}

/** Enters an institution that a list names for the first time. @returns its id @throws Problem `invalid_fields` for a name that is there */
export async function enterInstitution(
  command: Command,
  { entry, ...rest }: NewInstitutionBody,
): Promise<string> {
  const known = await Institutions.find({}, { name: 1 }).session(command.tx).lean()
  refuseSameName(
    rest.name,
    known.map(({ name }) => name),
  )
  const _id = new Types.ObjectId()
  const institution = { _id, code: _id.toHexString(), isDemo: command.deployment.mode === 'demo', ...rest }
  await Institutions.create([{ ...institution, listPeriods: [newEntry(command, entry)] }], {
    session: command.tx,
  })
  return _id.toHexString()
}

/** Writes down what the list says of an institution now. @throws Problem `not_found` */
export async function describeInstitution(
  { tx }: Command,
  id: string,
  details: ListedDetailsBody,
): Promise<void> {
  const changed = await Institutions.updateOne({ _id: id }, { $set: details }, { session: tx })
  if (changed.matchedCount === 0)
    throw new Problem('not_found', { detail: '目录里没有这一家，请返回看看别的' })
}
