import { Schema, model } from 'mongoose'
import type { StageTimes } from '#shared/claim-forecast'

/** How long recent claims stayed in each stage, as measured last; one record. */
export interface MeasuredStageTimes {
  _id: 'latest'
  times: StageTimes
  measuredAt: Date
}

const stageTimesSchema = new Schema<MeasuredStageTimes>(
  {
    _id: { type: String, required: true, enum: ['latest'] },
    times: { type: Schema.Types.Mixed, required: true },
    measuredAt: { type: Date, required: true },
  },
  { collection: 'stage_times', versionKey: false, strict: 'throw', minimize: false },
)

export const StageTimesRecords = model('StageTimes', stageTimesSchema)
