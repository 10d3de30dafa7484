const slots = 2048
const longestKept = 32
const known: (string | undefined)[] = new Array<string | undefined>(slots).fill(undefined)

/**
 * The text of a field's name. The same few names come again and again, so the last ones are kept: a kept string costs
 * no decoding, and maps find it by a hash that it already knows.
 */
export function readName(bytes: Buffer, start: number, end: number): string {
  if (end - start > longestKept) return bytes.toString('utf8', start, end)
  let hash = end - start
  for (let at = start; at < end; at++) hash = (hash * 31 + (bytes[at] ?? 0)) | 0
  const slot = hash & (slots - 1)
  const kept = known[slot]
  if (kept !== undefined && isSame(kept, bytes, start, end)) return kept
  const name = interned(bytes.toString('utf8', start, end))
  known[slot] = name
  return name
}

/** The same text as the engine keeps names of its own: maps and sets then find it without comparing letters. */
function interned(text: string): string {
  const [name = text] = Object.keys({ [text]: true })
  return name
}

/** Whether bytes spell a name; never true of one beyond ASCII, whose characters are no bytes. */
function isSame(name: string, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let at = start; at < end; at++) {
    const code = name.charCodeAt(at - start)
    if (code !== bytes[at] || code > 0x7f) return false
  }
  return true
}
