import { Schema, model } from 'mongoose'
import { ConfigError, type Config } from './config'
import { offsetToDate } from './programme-clock'

interface ProgrammeSettings {
  _id: 'programme'
  mode: 'demo' | 'service'
  /** Milliseconds that programme time runs beside real time; 0 in service. */
  offsetMs: number
  startedAt: Date
}

const settingsSchema = new Schema<ProgrammeSettings>(
  {
    _id: { type: String, required: true } as never,
    mode: { type: String, enum: ['demo', 'service'], required: true },
    offsetMs: { type: Number, required: true },
    startedAt: { type: Date, required: true },
  },
  { collection: 'settings', versionKey: false, strict: 'throw' },
)

const Settings = model('ProgrammeSettings', settingsSchema)

/**
 * The programme clock's offset: fixed at the first start and kept with the data, so that time never jumps back.
 * @throws when the data belong to the other mode: a service never opens demonstration data
 */
export async function programmeOffset(config: Config, now: Date): Promise<number> {
  const offsetMs = config.programmeDate === null ? 0 : offsetToDate(config.programmeDate, now)
  const fresh = { mode: config.mode, offsetMs, startedAt: now }
  const kept = await Settings.findOneAndUpdate(
    { _id: 'programme' },
    { $setOnInsert: fresh },
    { upsert: true, returnDocument: 'after' },
  ).lean<ProgrammeSettings>()
  if (!kept) throw new Error('The store acknowledged the settings without returning them')
  if (kept.mode !== config.mode) {
    throw new ConfigError([
      `MODE: these data belong to mode "${kept.mode}", not "${config.mode}"; choose another DATA_DIR or MONGODB_URI`,
    ])
  }
  return kept.offsetMs
}
