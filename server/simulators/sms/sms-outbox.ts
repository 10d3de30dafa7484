import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** An SMS that would be on somebody's phone. */
export interface SimulatedSms {
  serialNo: string
  phone: string
  text: string
  context: string
  /** Milliseconds. */
  sentAt: number
}

/** What was sent; with a file it outlives the process, and nobody ever sees half of it. */
export function openSmsOutbox(file: string | undefined): {
  all(): readonly SimulatedSms[]
  add(sms: SimulatedSms): void
} {
  const kept =
    file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SimulatedSms[]) : []
  return {
    all: () => kept,
    add(sms) {
      kept.push(sms)
      if (file === undefined) return
      writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
  }
}
