import * as v from 'valibot'
import { consentGiven } from './consents'
import { instant } from './primitives'

/** So long a code to hand on is good for, once, in minutes. */
export const HELPER_CODE_MINUTES = 30
/** So long somebody in the family may help on one code, in minutes. */
export const FAMILY_HELP_MINUTES = 120

/** So many people somebody may help within a year: more than a family has in building trades is a business. */
export const MOST_HELPED_A_YEAR = 5

/** The worker wants somebody in the family to act for them. */
export const helperCodeBody = v.strictObject({ consent: consentGiven })

/** What the worker reads out, or shows; a new one makes the one before worthless. */
export const helperCodeView = v.object({ code: v.string(), validUntil: instant })
export type HelperCodeView = v.InferOutput<typeof helperCodeView>

export const familyVisitBody = v.strictObject({
  code: v.pipe(
    v.string('请填8位帮办码'),
    v.transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '')),
    v.regex(/^\d{8}$/, '帮办码是8位数字'),
  ),
})
export type FamilyVisitBody = v.InferOutput<typeof familyVisitBody>
