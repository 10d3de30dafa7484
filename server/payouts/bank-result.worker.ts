import { answerWithReading } from '../sheets/sheet-thread'

/** The table as it is: what it says is judged beside the list that it answers. */
answerWithReading((table: string[][]) => table)
