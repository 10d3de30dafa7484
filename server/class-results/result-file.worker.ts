import { readResultTable } from '#shared/result-table'
import { answerWithReading } from '../sheets/sheet-thread'

answerWithReading(readResultTable)
