import { Schema, model, type Types } from 'mongoose'
import type { CertificateKind, CertificateLevel } from '#shared/certificate-kinds'
import { certificateKinds } from '#shared/classes'
import { listedBodyFields, type ListedBody } from '../institutions/listed-body'

/** What a body may assess: some trades, for one kind of certificate. */
export interface AssessmentScope {
  kind: CertificateKind
  /** Rows of the annex. */
  tradeSeqs: number[]
  /** For `level` only; empty otherwise. */
  levels: CertificateLevel[]
}

/** A body of the list of 评价机构: it examines and issues certificates, and need not train. */
export interface EvaluationBody extends ListedBody {
  _id: Types.ObjectId
  code: string
  name: string
  /** Other names that stand on its certificates. */
  otherNames: string[]
  assesses: AssessmentScope[]
  isDemo: boolean
}

const text = { type: String, required: true } as const

const evaluationBodySchema = new Schema<EvaluationBody>(
  {
    code: text,
    name: text,
    otherNames: [String],
    assesses: [
      new Schema<AssessmentScope>(
        { kind: { ...text, enum: certificateKinds }, tradeSeqs: [Number], levels: [Number] },
        { _id: false },
      ),
    ],
    isDemo: { type: Boolean, required: true },
    ...listedBodyFields,
  },
  { collection: 'evaluation_bodies', versionKey: false, strict: 'throw' },
)
evaluationBodySchema.index({ code: 1 }, { unique: true })

export const EvaluationBodies = model('EvaluationBody', evaluationBodySchema)
