import * as v from 'valibot'
import { amountView, explanationLine } from './claims'
import { instant, isoDate, pageQuery } from './primitives'
import { asOfDates, presetNames } from './subsidy-policy-schema'
import { outcomes } from './subsidy-assessment'
import { subsidyFacts } from './subsidy-facts'

/** A question to the server: the same facts that the phone has assessed by itself. */
export const estimateBody = v.strictObject({
  facts: subsidyFacts,
  /** Left out: the reading that is in force. */
  preset: v.optional(v.picklist(presetNames, '没有这种口径')),
  /** Day of enrolment, which decides under which version a case falls; left out: today. */
  bookedOn: v.optional(isoDate),
})
export type EstimateBody = v.InferOutput<typeof estimateBody>

export const policyPinView = v.object({
  code: v.string(),
  version: v.number(),
  preset: v.string(),
  hash: v.string(),
})

export const estimateView = v.object({
  policy: v.object({ ...policyPinView.entries, title: v.string() }),
  /** Programme day of the answer. */
  on: v.string(),
  /** Day of enrolment that was asked about. */
  bookedOn: v.string(),
  /** Whether any rules hold for a booking of that day. If not, there are no candidates and no sum. */
  inForce: v.boolean(),
  statusText: v.string(),
  candidates: v.array(
    v.object({
      rule: v.string(),
      title: v.string(),
      clause: v.string(),
      quotation: v.string(),
      outcome: v.picklist(outcomes),
      /** Which date decides. */
      asOf: v.picklist(asOfDates),
      amount: amountView,
      failed: v.array(v.string()),
      needs: v.array(v.string()),
      lines: v.array(explanationLine),
      flags: v.array(v.object({ id: v.string(), sentence: v.string() })),
      /** Last day to claim; null where no limit is set or the date is not known. */
      lastClaimDay: v.nullable(v.string()),
    }),
  ),
  best: v.nullable(v.string()),
})
export type EstimateView = v.InferOutput<typeof estimateView>

const hash = v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/, '政策版本的指纹不对'))
const ruleId = v.pipe(v.string(), v.maxLength(40))

/** The phone's answer to a question, where the server's was another. Facts only: nothing says who asked. */
export const estimateDifferenceBody = v.strictObject({
  /** Fingerprint of the policy on the phone; empty when its copy has none. */
  policyHash: hash,
  preset: v.optional(v.picklist(presetNames, '没有这种口径')),
  facts: subsidyFacts,
  phone: v.strictObject({
    best: v.nullable(ruleId),
    candidates: v.pipe(
      v.array(
        v.strictObject({
          rule: ruleId,
          outcome: v.picklist(outcomes),
          kind: v.picklist(['fixed', 'upTo']),
          fen: v.pipe(v.number(), v.integer(), v.minValue(0)),
        }),
      ),
      v.maxLength(50),
    ),
  }),
})
export type EstimateDifferenceBody = v.InferOutput<typeof estimateDifferenceBody>

/** Reports of one kind are counted, not repeated; the first of them stands for all. */
export const estimateDifferenceListView = v.object({
  items: v.array(
    v.object({
      /** Fingerprint of the version on the phone; empty when its copy had none, `unknown` when this server never had it. */
      policyHash: v.string(),
      serverHash: v.string(),
      preset: v.string(),
      /** The first rule that came out otherwise, and how, in words. */
      rule: v.nullable(v.string()),
      differsIn: v.string(),
      facts: v.unknown(),
      phone: estimateDifferenceBody.entries.phone,
      server: estimateDifferenceBody.entries.phone,
      /** An old copy on the phone explains the difference; otherwise it is a fault of ours. */
      isExplainedByVersion: v.boolean(),
      count: v.number(),
      firstAt: instant,
      lastAt: instant,
    }),
  ),
  nextCursor: v.nullable(v.string()),
})
export type EstimateDifferenceListView = v.InferOutput<typeof estimateDifferenceListView>
export const estimateDifferenceQuery = v.strictObject(pageQuery)
