import { readFileSync } from 'node:fs'
import path from 'node:path'

const README = path.resolve(__dirname, '../../server/store/README.md')

/** A row of a table in the store's README: what, and the test that holds it. */
export interface FeatureRow {
  what: string
  file: string
  test: string
}

/** The rows of the table in a section of the store's README. */
export function featureRows(section: string): FeatureRow[] {
  const [, after = ''] = readFileSync(README, 'utf8').split(`\n## ${section}\n`)
  const [text = ''] = after.split('\n## ')
  const lines = text.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => {
    const [, what = '', file = '', test = ''] = line.split('|').map((cell) => cell.trim())
    return { what, file, test }
  })
}

/** What the program may send, by the names that `featuresOf` gives. */
export function listedFeatures(): Set<string> {
  const cells = featureRows('What the program sends').map(({ what }) => what)
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)))
}
