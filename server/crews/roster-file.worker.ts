import { readRosterTable } from '#shared/roster'
import { answerWithReading } from '../sheets/sheet-thread'
import { findTrade } from './trade-words'

answerWithReading((table) => readRosterTable(table, findTrade))
