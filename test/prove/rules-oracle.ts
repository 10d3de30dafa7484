import { createHash } from 'node:crypto'
import { parsePolicy } from '#shared/subsidy-policy'
import policyJson from '#seeds/policies/lyg-2020-housing-skills.json'
import { answerCase, underEachPreset } from '../../server/commands/estimate'
import {
  apprenticeshipGrid,
  certificateGrid,
  drawnCases,
  rowGrid,
  unknownGrid,
  type OracleCase,
} from '../oracle/case-generator'
import { differences } from '../oracle/comparison'
import { spoiltCases } from '../oracle/spoilt-cases'

const shown = 20

function* allCases(seed: number, drawn: number): Generator<OracleCase> {
  yield* rowGrid()
  yield* certificateGrid()
  yield* apprenticeshipGrid()
  yield* unknownGrid()
  yield* spoiltCases(seed)
  yield* drawnCases(seed, drawn)
}

/** Holds the product against the oracle on every case; `npm run prove:rules-oracle -- [seed] [drawn cases]`. */
function main(seed: number, drawn: number): number {
  const started = performance.now()
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
  const policies = underEachPreset(parsePolicy(policyJson, digest))
  let agreed = 0
  const disagreed: string[] = []
  for (const { id, preset, facts } of allCases(seed, drawn)) {
    const answer = answerCase(JSON.stringify({ id, preset, facts }), policies, '2021-06-18')
    const found = differences(facts, preset, answer)
    if (found.length === 0) agreed += 1
    else disagreed.push(`${id}, ${preset}\n  ${JSON.stringify(facts)}\n  ${found.join('\n  ')}`)
  }
  for (const each of disagreed.slice(0, shown)) console.log(each)
  if (disagreed.length > shown) console.log(`… and ${String(disagreed.length - shown)} more`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${String(agreed)} agreed, ${String(disagreed.length)} disagreed (seed ${String(seed)}, ${seconds} s)`,
  )
  return disagreed.length === 0 && agreed > 0 ? 0 : 1
}

process.exitCode = main(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 40_000))
