import { duplicateKeyOf } from '../mongo'
import { contentText, hashOf } from './policy-edition'
import { seedContent } from './policy-seed-content'
import { PolicyVersions, type PolicyVersion } from './policy-version.model'

/**
 * Puts version 1 into a store that has no version of that policy yet. Safe to repeat, and in several processes at once.
 * What is there stays: rules change by a new version, never by a new release of the programme.
 * @returns whether the stored version 1 says something else than the one of this release
 */
export async function seedPolicyVersion(now: Date): Promise<{ differs: boolean }> {
  const content = seedContent()
  const { code, version, title, effectiveFrom, effectiveUntil } = content.document
  const stored = await PolicyVersions.findOne({ code }).sort({ version: 1 }).lean<PolicyVersion>()
  if (stored) return { differs: stored.version === version && stored.hash !== hashOf(content) }
  try {
    await PolicyVersions.create({
      ...{ code, version, title, effectiveFrom, effectiveUntil },
      preset: content.preset,
      hash: hashOf(content),
      content: contentText(content),
      state: 'active',
      slot: 'active',
      revision: 0,
      activeFrom: effectiveFrom,
      history: [{ at: now, event: 'create', actorId: null, detail: '随程序提供的第一版' }],
      createdAt: now,
    })
  } catch (error) {
    if (duplicateKeyOf(error) === null) throw error
  }
  return { differs: false }
}
