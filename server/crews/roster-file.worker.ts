import { parentPort, workerData } from 'node:worker_threads'
import { readRosterTable } from '#shared/roster'
import type { RosterReading } from '#shared/roster-types'
import { readRosterFile, RosterFileError } from './roster-file'
import { findTrade } from './trade-words'

/** How the reading of a file ended. */
export type RosterFileMessage =
  | { kind: 'read'; reading: RosterReading }
  | { kind: 'refused'; detail: string }
  | { kind: 'failed'; message: string }

async function read(bytes: Uint8Array): Promise<RosterFileMessage> {
  try {
    return { kind: 'read', reading: readRosterTable(await readRosterFile(bytes), findTrade) }
  } catch (error) {
    if (error instanceof RosterFileError) return { kind: 'refused', detail: error.message }
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

void read(workerData as Uint8Array).then((message) => parentPort?.postMessage(message))
