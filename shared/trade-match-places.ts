/** Where each character stands in the names, without a list per character: a chain of places through one array. */
export interface Places {
  /** In how many rows' names the character stands; 0 when in none. */
  rowsWith(character: string): number
  /** Ids of the names in which the character stands, ascending, each once. */
  namesWith(character: string): readonly number[]
}

interface Placed {
  readonly id: number
  readonly text: string
  readonly rows: readonly number[]
}

const CODES = 0x10000
const NONE: readonly number[] = []

function lengthOf(names: readonly Placed[]): number {
  let length = 0
  for (const { text } of names) length += text.length
  return length
}

/** Chains the places in one pass. Names come ordered by their first row, so that counting rows needs no sets. */
export function createPlaces(names: readonly Placed[]): Places {
  const size = lengthOf(names) + 1
  const [next, owner] = [new Int32Array(size), new Int32Array(size)]
  const [first, rows, lastRow] = [new Int32Array(CODES), new Uint8Array(CODES), new Uint8Array(CODES)]
  let place = 0
  // From the end, so that each chain runs upwards.
  for (let at = names.length - 1; at >= 0; at -= 1) {
    const name = names[at]
    if (!name) continue
    const row = /^[a-z]/.test(name.text) ? 0 : (name.rows[0] ?? 0)
    for (let offset = 0; offset < name.text.length; offset += 1) {
      const code = name.text.charCodeAt(offset)
      place += 1
      next[place] = first[code] ?? 0
      owner[place] = name.id
      first[code] = place
      if (row > 0 && lastRow[code] !== row) {
        lastRow[code] = row
        rows[code] = (rows[code] ?? 0) + 1
      }
    }
  }
  return {
    rowsWith: (character) => (character.length === 1 ? (rows[character.charCodeAt(0)] ?? 0) : 0),
    namesWith: (character) => {
      if (character.length !== 1) return NONE
      const ids: number[] = []
      for (let at = first[character.charCodeAt(0)] ?? 0; at > 0; at = next[at] ?? 0) {
        const id = owner[at] ?? 0
        if (ids[ids.length - 1] !== id) ids.push(id)
      }
      return ids
    },
  }
}
