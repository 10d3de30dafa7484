import { CREW_IMPORT_STEP } from '#shared/crews'
import { readRosterTable } from '#shared/roster'
import { answerWithReading } from '../sheets/sheet-thread'
import { inSteps } from './roster-steps'
import { findTrade } from './trade-words'

answerWithReading((table) => inSteps(readRosterTable(table, findTrade), CREW_IMPORT_STEP))
