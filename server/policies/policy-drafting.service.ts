import { Types } from 'mongoose'
import type { PolicyContent } from '#shared/policy-version-content'
import type { EditPolicyVersionBody } from '#shared/policy-versions'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { contentOf, contentText, hashOf } from './policy-edition'
import { visibleVersion } from './policy-lookup.service'
import { problemsIn } from './policy-problems'
import { advanceVersion } from './policy-transition'
import { DifferencePages } from './policy-difference.model'
import { PolicyVersions, type PolicyVersion } from './policy-version.model'

/**
 * A draft to begin with: a copy of the version in force, or of the one named, with the next free number.
 * @throws Problem `not_found`, `changed_meanwhile` when somebody took the number at this very moment
 */
export async function createDraft(command: Command, basedOn: string | undefined): Promise<PolicyVersion> {
  const { actor, deployment, moment, tx } = command
  const base = await visibleVersion(actor, basedOn ?? deployment.policies.inForce.id, tx)
  const latest = await PolicyVersions.findOne({ code: base.code })
    .sort({ version: -1 })
    .select('version')
    .session(tx)
    .lean<Pick<PolicyVersion, 'version'>>()
  const copied = contentOf(base)
  const version = (latest?.version ?? base.version) + 1
  const content = { ...copied, document: { ...copied.document, version } }
  const draft: PolicyVersion = {
    _id: new Types.ObjectId(),
    ...described(content),
    state: 'draft',
    revision: 0,
    activeFrom: null,
    closedOn: null,
    basedOn: { versionId: base._id, code: base.code, version: base.version, hash: base.hash },
    authorIds: [actor.personId],
    reviewerId: null,
    approverId: null,
    caseRun: null,
    difference: null,
    history: [
      {
        at: moment.programmeNow,
        event: 'create',
        actorId: actor.personId,
        detail: `照第${String(base.version)}版起草`,
      },
    ],
    createdAt: moment.programmeNow,
  }
  return orRefuseNumber(async () => {
    const [created] = await PolicyVersions.create([draft], { session: tx })
    if (!created) throw new Error('The store acknowledged a version without returning it')
    return created.toObject<PolicyVersion>()
  })
}

/**
 * Replaces the content of a draft. An edit of a reviewed or approved version leads back to the draft, and voids review,
 * approval, worked cases, comparison and signature: they were made on another content.
 * @throws Problem `invalid_fields` with everything that does not fit together, `already_used` for a taken number
 */
export async function editDraft(
  command: Command,
  stored: PolicyVersion,
  body: EditPolicyVersionBody,
): Promise<PolicyVersion> {
  const { document, catalogue, preset, transition, cases, note } = body
  const content: PolicyContent = { document, catalogue, preset, transition, cases }
  const errors = problemsIn(content)
  if (errors.length > 0) throw invalidFields(errors)
  const isAuthor = stored.authorIds.some((id) => id.equals(command.actor.personId))
  const edited = await orRefuseNumber(() =>
    advanceVersion(command, stored, {
      event: 'edit',
      detail: note,
      set: {
        ...described(content),
        authorIds: isAuthor ? stored.authorIds : [...stored.authorIds, command.actor.personId],
        reviewerId: null,
        approverId: null,
        caseRun: null,
        difference: null,
      },
    }),
  )
  await DifferencePages.deleteMany({ versionId: stored._id }, { session: command.tx })
  return edited
}

/** The content, and what lists show of it. */
function described(content: PolicyContent) {
  const { code, version, title, effectiveFrom, effectiveUntil } = content.document
  return {
    ...{ code, version, title, effectiveFrom, effectiveUntil },
    preset: content.preset,
    hash: hashOf(content),
    content: contentText(content),
  }
}

async function orRefuseNumber<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (duplicateKeyOf(error)?.['version'] === undefined) throw error
    throw new Problem('already_used', { detail: '这个编号和版本号已经有一版了，请换一个版本号' })
  }
}
