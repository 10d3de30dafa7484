import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The rows of the README's list of features: what, which test file, which test. */
function featureRows(): [feature: string, file: string, test: string][] {
  const readme = readFileSync(path.resolve(__dirname, '../../server/store/README.md'), 'utf8')
  const section = /## What is answered\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => {
    const [, feature = '', file = '', test = ''] = line.split('|').map((cell) => cell.trim())
    return [feature, file, test]
  })
}

describe('the list of features', () => {
  it.each(featureRows())('%s: %s.test.ts has the test that is named', (_feature, file, test) => {
    expect(readFileSync(path.join(__dirname, `${file}.test.ts`), 'utf8')).toContain(test)
  })
})
