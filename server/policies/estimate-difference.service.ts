import { Types } from 'mongoose'
import type { EstimateDifferenceBody, EstimateDifferenceListView } from '#shared/policy-estimates'
import { Problem } from '#shared/problem'
import { canonicalText } from '#shared/subsidy-canonical'
import type { SubsidyFacts } from '#shared/subsidy-rules'
import type { Context, Moment } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { EstimateDifferences, type EstimateDifference } from './estimate-difference.model'
import { answerOf, differenceText, firstDifference, markOf, type EstimateAnswer } from './estimate-answers'
import { workOut } from './estimate.service'
import type { PolicyBook } from './policy-book'

const PAGE = 50
/** Stands for every version that this server has never had in its book. */
const UNKNOWN_VERSION = 'unknown'
/** A difference that nobody has met for so long is mended, or its version gone. */
const KEPT_DAYS = 180
const DAY_MS = 86_400_000

/**
 * Counts what a phone reports, if its answer really is another than the server's. The server works the question out by
 * itself: nobody can report an answer of ours that we did not give. While no rules are in force there is nothing to differ.
 * @throws Problem `invalid_fields` for facts that cannot be, and for rules that no version has
 */
export async function reportDifference(
  { deployment, moment }: Context,
  { policyHash, preset, facts: told, phone }: EstimateDifferenceBody,
): Promise<void> {
  const book = deployment.policies
  refuseUnknownRules(book, phone)
  const question = { facts: told, ...(preset === undefined ? {} : { preset }) }
  const worked = workOut(book, question, moment.today)
  if (!worked.inForce) return
  const server = answerOf(worked)
  if (canonicalText(server) === canonicalText(phone)) return
  const known = policyHash === '' || book.isKnown(policyHash) ? policyHash : UNKNOWN_VERSION
  await count(
    {
      ...{ policyHash: known, serverHash: worked.policy.hash, preset: worked.policy.preset },
      ...{ facts: withoutOwnWords(told), phone, server },
    },
    moment,
  )
}

/** Rules by names of the reporter's own would be a place to write anything into. */
function refuseUnknownRules(book: PolicyBook, phone: EstimateAnswer): void {
  const named = [...phone.candidates.map(({ rule }) => rule), ...(phone.best === null ? [] : [phone.best])]
  const unknown = named.flatMap((rule, index) => (book.hasRule(rule) ? [] : [index]))
  if (unknown.length === 0) return
  const place = (index: number) =>
    index < phone.candidates.length ? `/phone/candidates/${String(index)}/rule` : '/phone/best'
  throw invalidFields(
    unknown.map((index) => ({ pointer: place(index), code: 'unknown', detail: '哪一版里都没有这一条' })),
  )
}

/** The name of a field is the one fact in a person's own words: it explains no difference and stays out. */
function withoutOwnWords(told: SubsidyFacts): SubsidyFacts {
  const facts = { ...told }
  delete facts.sector
  return facts
}

type Report = Pick<EstimateDifference, 'policyHash' | 'serverHash' | 'preset' | 'facts' | 'phone' | 'server'>

/** Another version explains every difference: those are one kind. Under the same one, the rule and both outcomes tell them apart. */
async function count(report: Report, { now, programmeNow: at }: Moment): Promise<void> {
  const { policyHash, serverHash, preset, phone, server } = report
  const first = firstDifference(phone, server)
  const marks = first ? [first.rule, markOf(first.phone), markOf(first.server)] : ['best']
  const kindOf = [policyHash, serverHash, preset, ...(policyHash === serverHash ? marks : [])].join('|')
  const expiresAt = new Date(now.getTime() + KEPT_DAYS * DAY_MS)
  const again = { $inc: { count: 1 }, $set: { lastAt: at, expiresAt } }
  const known = await EstimateDifferences.updateOne({ kindOf }, again)
  if (known.matchedCount > 0) return
  try {
    const rule = first?.rule ?? null
    await EstimateDifferences.create({
      ...report,
      kindOf,
      rule,
      count: 1,
      firstAt: at,
      lastAt: at,
      expiresAt,
    })
  } catch (error) {
    if (duplicateKeyOf(error) === null) throw error
    await EstimateDifferences.updateOne({ kindOf }, again)
  }
}

/** One page of the kinds of difference, newest first. */
export async function reportedDifferences(cursor: string | undefined): Promise<EstimateDifferenceListView> {
  const found = await EstimateDifferences.find(
    cursor === undefined ? {} : { _id: { $lt: beforeCursor(cursor) } },
  )
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<EstimateDifference[]>()
  const items = found.slice(0, PAGE)
  return {
    items: items.map((each) => ({
      policyHash: each.policyHash,
      serverHash: each.serverHash,
      preset: each.preset,
      rule: each.rule,
      differsIn: differenceText(firstDifference(each.phone, each.server)),
      facts: each.facts,
      phone: each.phone,
      server: each.server,
      isExplainedByVersion: each.policyHash !== '' && each.policyHash !== each.serverHash,
      count: each.count,
      firstAt: each.firstAt.toISOString(),
      lastAt: each.lastAt.toISOString(),
    })),
    nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null,
  }
}

function beforeCursor(cursor: string): Types.ObjectId {
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return new Types.ObjectId(cursor)
}
