import { Types } from 'mongoose'
import type { IdentityBody } from '#shared/people'
import type { Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { sealIdentity, sealOpenid } from './person-secrets'
import { identityTaken, refuseUnborn } from './person.service'
import { People, type Person } from './person.model'

const ID_BYTES = 16

/**
 * Registers somebody who has no WeChat: their record waits for the account that they may have one day, to which it moves
 * as any record does. @throws Problem `already_used` for a number that is registered, `invalid_fields` for an unborn person
 */
export async function registerWithoutWechat(command: Command, identity: IdentityBody): Promise<Person> {
  const { deployment, tx, moment } = command
  refuseUnborn(command, identity.residentIdNumber)
  const _id = new Types.ObjectId()
  const noWechat = `desk:${deployment.randomBytes(ID_BYTES).toString('hex')}`
  const record = {
    _id,
    ...sealOpenid(deployment.cipher, _id, noWechat),
    displayName: '窗口登记',
    roles: ['worker' as const],
    identity: sealIdentity(deployment.cipher, _id, identity),
    createdAt: moment.now,
  }
  try {
    const [made] = await People.create([record], { session: tx })
    if (!made) throw new Error('One person in, none out')
    return made.toObject<Person>()
  } catch (error) {
    if (duplicateKeyOf(error)) throw identityTaken()
    throw error
  }
}
