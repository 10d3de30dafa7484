import * as v from 'valibot'
import workingDays from '#seeds/working-days.json'
import { workingDayCalendar as schema } from '#shared/working-days'

/** The official holidays, year by year, as the State Council set them. */
export const workingDayCalendar = v.parse(schema, workingDays)
