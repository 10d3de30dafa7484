import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Kind words of the lexicon files and the letters that stand for them in the compiled index. */
export const KIND_LETTERS: Readonly<Record<string, string>> = {
  俗称: 'c',
  常用: 'x',
  机械: 'm',
  材料: 't',
  证书: 'z',
  英文: 'e',
  方言: 'd',
  港台: 'r',
}

/** One line of a lexicon file: `rows | kind | source | name、name…`. */
export interface LexiconLine {
  readonly file: string
  readonly line: number
  readonly columns: readonly [string, string, string, string]
  readonly names: readonly string[]
}

/** Reads one lexicon file; a line that has not four columns is reported by file and number. */
export function readLexiconFile(folder: string, file: string): LexiconLine[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  return lines.flatMap((text, index) => {
    if (text.trim() === '' || text.startsWith('#')) return []
    const columns = text.split('|').map((column) => column.trim())
    const [first, second, third, fourth] = columns
    if (
      columns.length !== 4 ||
      first === undefined ||
      second === undefined ||
      third === undefined ||
      !fourth
    ) {
      throw new Error(`${file}:${String(index + 1)}: expected four columns separated by |`)
    }
    return [
      {
        file,
        line: index + 1,
        columns: [first, second, third, fourth],
        names: fourth.split('、').map((name) => name.trim()),
      },
    ]
  })
}

/** The files `names-*.txt`: names of rows. */
export function readNames(folder: string): LexiconLine[] {
  return readdirSync(folder)
    .filter((file) => /^names-.*\.txt$/.test(file))
    .sort()
    .flatMap((file) => readLexiconFile(folder, file))
}

/** Row numbers of a column; '-' means none. */
export function rowsOf(entry: LexiconLine, column: string): number[] {
  if (column === '-' || column === '') return []
  return column.split(/[,， ]+/).map((text) => {
    const row = Number(text)
    if (!Number.isInteger(row) || row < 1 || row > 181)
      throw new Error(`${entry.file}:${String(entry.line)}: no row ${text}`)
    return row
  })
}
