import casesFile from '../../seeds/policies/lyg-2020-housing-skills.cases.json'
import policyFile from '../../seeds/policies/lyg-2020-housing-skills.json'
import versionFile from '../../seeds/policies/lyg-2020-housing-skills.version.json'
import tradesFile from '../../seeds/trades.json'
import { fieldWord, valueWord } from '../../shared/policy-version-words'
import { exclusionScopes } from '../../shared/subsidy-policy-schema'

const { preset, transition } = versionFile
const content = { document: policyFile, catalogue: tradesFile, preset, transition, cases: casesFile.cases }

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) => [name, ...namesIn(inside)])
}

it('every part of a version has a Chinese name', () => {
  const raw = [...new Set(namesIn(content))].filter((name) => /^[a-z]/.test(name) && fieldWord(name) === name)
  expect(raw).toEqual([])
})

it('how far two kinds of subsidy exclude each other is said in words', () => {
  for (const scope of exclusionScopes) expect(valueWord(scope)).toMatch(/^\p{Script=Han}/u)
})

it('names that a version gives by itself stay as they are', () => {
  expect([fieldWord('R11-1'), fieldWord('constructor'), valueWord('toString')]).toEqual([
    'R11-1',
    'constructor',
    'toString',
  ])
})
