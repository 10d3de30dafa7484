import * as v from 'valibot'
import type { certificateKinds } from './classes'
import { certificateBody } from './classes'
import { readableLine } from './identity'
import { isoDate } from './primitives'

export type CertificateKind = (typeof certificateKinds)[number]

/** 5 is the lowest, as the notice counts (（十）); clause （八） names the ways to them. */
export const certificateLevels = [5, 4, 3, 2, 1] as const
export type CertificateLevel = (typeof certificateLevels)[number]
export const certificateLevelLabels: Record<CertificateLevel, string> = {
  5: '初级工（五级）',
  4: '中级工（四级）',
  3: '高级工（三级）',
  2: '技师（二级）',
  1: '高级技师（一级）',
}

/** A longer one would not be a name of anybody who issues certificates. */
export const LONGEST_ISSUER = 40

/** A certificate as an institution enters it: beside number and day of issue its level, who issued it and until when. */
export const enterCertificateBody = v.pipe(
  v.strictObject({
    ...certificateBody.entries,
    /** For `level` only; null also from a phone that is older than this field. */
    level: v.optional(v.nullable(v.picklist(certificateLevels, '请选等级')), null),
    issuer: v.optional(v.nullable(readableLine(LONGEST_ISSUER)), null),
    /** Last day on which it is good; null = it has none. */
    expiresOn: v.optional(v.nullable(isoDate), null),
  }),
  v.forward(
    v.partialCheck(
      [['kind'], ['level']],
      ({ kind, level }) => kind === 'level' || level === null,
      '只有等级证书才选等级',
    ),
    ['level'],
  ),
  v.forward(
    v.partialCheck(
      [['issuedOn'], ['expiresOn']],
      ({ issuedOn, expiresOn }) => expiresOn === null || expiresOn > issuedOn,
      '有效期要在发证日期以后',
    ),
    ['expiresOn'],
  ),
)
export type EnterCertificateBody = v.InferOutput<typeof enterCertificateBody>

/** Words on a form or in a sheet that mean nothing was said. */
const optionalText = <Schema extends v.GenericSchema<string, string>>(schema: Schema) =>
  v.union([
    v.pipe(
      v.string(),
      v.check((text) => text.trim() === '', ''),
      v.transform(() => null),
    ),
    schema,
  ])

/** The same as a form has it, whose fields are text. */
export const certificateForm = v.strictObject({
  ...certificateBody.entries,
  issuer: optionalText(readableLine(LONGEST_ISSUER)),
  expiresOn: optionalText(isoDate),
})
