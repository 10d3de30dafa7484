import { Schema, model, type Types } from 'mongoose'
import { chargerNames, type ChargeReportBody } from '#shared/charge-reports'

/** Somebody wanted money for what costs nothing. */
export interface ChargeReport {
  _id: Types.ObjectId
  /** Null where the reporter would not be known. */
  personId: Types.ObjectId | null
  charger: ChargeReportBody['charger']
  amountFen: number | null
  happenedOn: string | null
  /** Where and what, as JSON, encrypted: people write names and numbers. */
  wordsCipher: string
  at: Date
  closing: { note: string; at: Date; byId: Types.ObjectId } | null
}

const chargeReportSchema = new Schema<ChargeReport>(
  {
    personId: { type: Schema.Types.ObjectId, default: null },
    charger: { type: String, required: true, enum: chargerNames },
    amountFen: { type: Number, default: null, min: 1 },
    happenedOn: { type: String, default: null },
    wordsCipher: { type: String, required: true },
    at: { type: Date, required: true },
    closing: {
      type: new Schema<NonNullable<ChargeReport['closing']>>(
        {
          note: { type: String, required: true },
          at: { type: Date, required: true },
          byId: { type: Schema.Types.ObjectId, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { collection: 'charge_reports', versionKey: false, strict: 'throw' },
)
chargeReportSchema.index({ personId: 1 }, { sparse: true })
chargeReportSchema.index({ 'closing.at': 1, _id: -1 })

export const ChargeReports = model('ChargeReport', chargeReportSchema)
