import type { ClientSession, Types } from 'mongoose'
import { differenceBetween, payableFen, type ClaimOutcome } from '#shared/policy-version-difference'
import type { DifferenceKind } from '#shared/policy-versions'
import {
  claimsByWorker,
  hasEnded,
  outcomesUnder,
  recordedOutcome,
  type ComparedClaim,
} from '../claims/claim-comparison.service'
import { DifferencePages, type DifferenceItem, type DifferencePage } from './policy-difference.model'
import { contentOf, policyOf } from './policy-edition'
import type { PolicyVersion } from './policy-version.model'

/** Of the claims that have ended, the latest so many are compared; of those under way, all. */
const RECENT = 1000

/** One claim as it was decided, and as it would be under another content. */
interface ComparisonLine {
  claim: ComparedClaim
  before: ClaimOutcome
  after: ClaimOutcome
  /** Null = it comes out the same. */
  kind: DifferenceKind | null
}

/** Every claim under way, and the latest that ended, worked out again under this content; in batches. */
export async function* comparisonLines(
  stored: PolicyVersion,
  tx: ClientSession,
): AsyncGenerator<ComparisonLine[]> {
  const content = contentOf(stored)
  const policy = policyOf(content)
  for await (const workers of claimsByWorker(RECENT, tx)) {
    yield workers.flatMap((worker) =>
      outcomesUnder(policy, content.catalogue, worker).map(({ claim, outcome: after }) => {
        const before = recordedOutcome(claim)
        return { claim, before, after, kind: differenceBetween(before, after) }
      }),
    )
  }
}

/** What all lines of a comparison come to. */
export class ComparisonTally {
  open = 0
  recent = 0
  changed = 0
  beforeFen = 0
  afterFen = 0
  private readonly kinds = new Map<DifferenceKind, { count: number; deltaFen: number }>()

  add({ claim, before, after, kind }: ComparisonLine): void {
    if (hasEnded(claim)) this.recent += 1
    else this.open += 1
    const [beforeFen, afterFen] = [payableFen(before), payableFen(after)]
    this.beforeFen += beforeFen
    this.afterFen += afterFen
    if (kind === null) return
    this.changed += 1
    const sofar = this.kinds.get(kind) ?? { count: 0, deltaFen: 0 }
    this.kinds.set(kind, {
      count: sofar.count + 1,
      deltaFen: sofar.deltaFen + afterFen - beforeFen,
    })
  }

  of(kind: DifferenceKind) {
    return this.kinds.get(kind)
  }
}

/** The line as it is kept; null when nothing would change. */
export function itemOf({ claim, before, after, kind }: ComparisonLine): DifferenceItem | null {
  if (kind === null) return null
  const { _id: claimId, claimNo, tradeSeq, tradeRow } = claim
  return { claimId, claimNo, tradeSeq, tradeName: tradeRow.name, kind, before, after }
}

/**
 * How many claims would come out otherwise than the comparison on file says: made or mended since. A claim that has gone
 * its way meanwhile, or one that the content does not touch, takes nothing from what was signed.
 */
export async function countUnseen(stored: PolicyVersion, tx: ClientSession): Promise<number> {
  const seen = await seenLines(stored._id, tx)
  let unseen = 0
  for await (const lines of comparisonLines(stored, tx)) {
    for (const line of lines) {
      const item = itemOf(line)
      if (item && seen.get(item.claimId.toHexString()) !== outcomeMark(item)) unseen += 1
    }
  }
  return unseen
}

async function seenLines(versionId: Types.ObjectId, tx: ClientSession): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  const pages = DifferencePages.find({ versionId }).session(tx).lean<DifferencePage[]>().cursor()
  for await (const { items } of pages as AsyncIterable<DifferencePage>) {
    for (const item of items) seen.set(item.claimId.toHexString(), outcomeMark(item))
  }
  return seen
}

function outcomeMark({ before, after, kind }: DifferenceItem): string {
  return [kind, payableFen(before), payableFen(after), after.amount?.kind ?? ''].join()
}
