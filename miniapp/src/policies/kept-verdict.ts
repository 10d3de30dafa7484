import { forget, keep, readKept } from '../platform/storage'

/** What came of the questions last time, in words: the page of the trade shows it without opening the rules. */
export interface KeptVerdict {
  tone: 'ok' | 'wait' | 'stop' | 'quiet'
  word: string
  line: string
}

/** What was kept for a row of the annex, or null. */
export function keptVerdict(seq: number): KeptVerdict | null {
  return readKept<KeptVerdict>(placeOf(seq))
}

/** Keeps it for the next look at the trade, or forgets it (null); it goes with the person who signs out. */
export function keepVerdict(seq: number, verdict: KeptVerdict | null): void {
  if (verdict === null) forget(placeOf(seq))
  else keep(placeOf(seq), verdict)
}

function placeOf(seq: number): string {
  return `draft:verdict-${String(seq)}`
}
