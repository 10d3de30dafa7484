import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerCase, readArguments, underEachPreset } from '../../server/commands/estimate'
import { parsePolicy } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

interface Expectation {
  rule?: string
  outcome?: string
  kind?: string
  yuan?: number
  perYear?: number
  years?: number
  needs?: string[]
  failed?: string[]
  short?: Record<string, number>
  flags?: string[]
  error?: boolean
}
interface Answer {
  id: string
  error?: object
  best: string | null
  candidates?: OfferedRule[]
}
interface OfferedRule {
  rule: string
  outcome: string
  amount: object
  failed: { condition: string; short?: number }[]
  needs: string[]
  flags: string[]
}
interface Case {
  id: string
  why: string
  expect: Expectation[]
}

const policies = underEachPreset(parsePolicy(policyJson, () => 'fingerprint'))
const lines = readFileSync(join(__dirname, '../data/estimate-cases.jsonl'), 'utf8').trim().split('\n')
const cases = lines.map((line) => [line, JSON.parse(line) as Case] as const)

function answer(line: string): Answer {
  return JSON.parse(JSON.stringify(answerCase(line, policies, '2021-06-18'))) as Answer
}

/** The candidate in the words of an expectation: only what the expectation asks about. */
function expectOne(given: Answer, expected: Expectation): void {
  const candidate = given.candidates?.find((each) => each.rule === expected.rule)
  expect('error' in given).toBe(expected.error ?? false)
  if (expected.error || expected.outcome === 'absent') expect(candidate).toBeUndefined()
  else if (candidate === undefined) throw new Error(`${String(expected.rule)} is not offered`)
  else expectCandidate(candidate, expected)
}

function expectCandidate(candidate: OfferedRule, expected: Expectation): void {
  expect(candidate).toMatchObject({ outcome: expected.outcome, amount: amountAsked(expected) })
  expect(candidate.needs).toEqual(expect.arrayContaining(expected.needs ?? []))
  expect(candidate.flags).toEqual(expect.arrayContaining(expected.flags ?? []))
  const failed = new Map(candidate.failed.map((each) => [each.condition, each.short]))
  expect([...failed.keys()]).toEqual(expect.arrayContaining(expected.failed ?? []))
  for (const [condition, short] of Object.entries(expected.short ?? {})) {
    expect(failed.get(condition)).toBe(short)
  }
}

function amountAsked({ kind, yuan, perYear, years }: Expectation): object {
  const asked = { kind, fen: fenOf(yuan), perYearFen: fenOf(perYear), years }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
}

function fenOf(yuan: number | undefined): number | undefined {
  return yuan === undefined ? undefined : yuan * 100
}

describe('the shared worked cases', () => {
  test.each(cases.map(([line, each]) => ({ name: `${each.id} ${each.why}`, line, each })))(
    '$name',
    ({ line, each }) => {
      const given = answer(line)
      expect(given.id).toBe(each.id)
      for (const expected of each.expect) expectOne(given, expected)
    },
  )
})

describe('the estimate command', () => {
  test('a broken line is answered with an error and no id', () => {
    expect(answer('{"id": "X"')).toMatchObject({ id: null, error: { code: 'unreadable_line' } })
  })
  test('a line without facts names what a line needs', () => {
    expect(answer('{"id":"X"}')).toMatchObject({ id: 'X', error: { code: 'invalid_case' } })
    expect(answer('[]')).toMatchObject({ id: null, error: { code: 'invalid_case' } })
  })
  test('an unknown preset is an error of that line', () => {
    expect(answer('{"id":"X","preset":"other","facts":{}}')).toMatchObject({
      id: 'X',
      error: { code: 'invalid_case' },
    })
  })
  test('every broken fact is named', () => {
    const line = JSON.stringify({
      id: 'X',
      facts: { tradeSeq: 182, colour: 1, examPassed: 'yes', hours: { onsite: -1 } },
    })
    expect(answer(line)).toMatchObject({
      error: {
        facts: expect.arrayContaining([
          expect.objectContaining({ fact: 'colour', problem: 'unknown_fact' }),
        ]) as unknown,
      },
    })
    const { error } = answer(line) as unknown as { error: { facts: { fact: string }[] } }
    expect(error.facts.map((each) => each.fact).sort()).toEqual([
      'colour',
      'examPassed',
      'hours.onsite',
      'tradeSeq',
    ])
  })
  test('arguments are read in either order', () => {
    expect(readArguments(['a.jsonl', '--on', '2021-01-01'])).toEqual({ file: 'a.jsonl', on: '2021-01-01' })
    expect(readArguments(['--on', '2021-01-01', 'a.jsonl'])).toEqual({ file: 'a.jsonl', on: '2021-01-01' })
    expect(readArguments(['a.jsonl'])).toEqual({ file: 'a.jsonl', on: undefined })
  })
  test.each([[[]], [['a', 'b']], [['a', '--on']], [['a', '--on', '2021-02-30']], [['--help']]])(
    'arguments %j are refused with the usage',
    (args) => {
      expect(readArguments(args)).toHaveProperty('wrong', expect.stringContaining('用法'))
    },
  )
})

describe('the estimate command as a process', () => {
  const root = join(__dirname, '../..')
  const folder = mkdtempSync(join(tmpdir(), 'estimate-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const command = ['--import', 'tsx', 'server/commands/estimate.ts', ...args]
    return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  }

  test('answers every line, broken ones too, in order, and exits with 0', () => {
    const file = join(folder, 'cases.jsonl')
    writeFileSync(
      file,
      '\uFEFF{"id":"a","facts":{"tradeSeq":41}}\r\n\nnonsense\n{"id":7,"preset":"common","facts":{"tradeSeq":0}}\n',
    )
    const { status, stdout, stderr } = run(file, '--on', '2026-11-22')
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; error?: { code: string } })
    expect(answers.map((each) => [each.id, each.error?.code])).toEqual([
      ['a', undefined],
      [null, 'unreadable_line'],
      [7, 'invalid_facts'],
    ])
    expect(answers[0]).toMatchObject({
      policy: {
        code: 'lyg-2020-housing-skills',
        preset: 'notice',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      },
      best: null,
    })
    expect([status, stderr]).toEqual([0, ''])
  })

  test('a file that is not there is named, and the exit code is 2', () => {
    const { status, stdout, stderr } = run(join(folder, 'missing.jsonl'))
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('missing.jsonl')
  })
})
