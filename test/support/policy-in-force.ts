import mongoose from 'mongoose'
import type { PresetName } from '#shared/subsidy-policy'
import { contentText, hashOf } from '../../server/policies/policy-edition'
import { seedContent } from '../../server/policies/policy-seed-content'

/**
 * Puts another reading of version 1 in force, as if it had been so from the first day. Claims that were made under the
 * other reading can no longer be replayed, so this comes before the first claim of a test.
 * @param decided settings that the office decided otherwise than the preset
 */
export async function putInForce(
  preset: PresetName,
  decided: Record<string, number | string | boolean> = {},
) {
  const content = structuredClone({ ...seedContent(), preset })
  for (const [name, value] of Object.entries(decided)) {
    content.document.presets[preset].values[name] = {
      value,
      sources: [{ title: '测试用的规定', address: 'example.org' }],
    }
  }
  await mongoose.connection
    .collection('policy_versions')
    .updateOne({ version: 1 }, { $set: { preset, content: contentText(content), hash: hashOf(content) } })
  await mongoose.connection
    .collection<{ _id: string }>('policy_book')
    .updateOne({ _id: 'policy_book' }, { $inc: { changes: 1 } }, { upsert: true })
}
