import type { Writable } from 'node:stream'

/** `command | head` closes the pipe early: that is the end of the work, not a failure. */
export function endQuietlyWhenNobodyReads(output: Writable): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
