import { presetNames } from '../../shared/subsidy-policy-schema'
import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'
import { assess, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

/*
 * Assessments in a second of one core's time, beside a reference measured in the same rounds: writing and reading the same facts
 * as JSON, which is the least that fetching them would cost. `npm run bench:rules [rounds]`
 */

const WANTED_PER_SECOND = 100_000
const ROUND_MS = 1_000

const hours = [{ onsite: 24 }, { onsite: 39.9, online: 12 }, { onsite: 40, online: 0 }]
const certificates: NonNullable<SubsidyFacts['certificates']>[] = [
  [],
  [{ kind: 'competency', issuedOn: '2020-06-30' }],
  [
    { kind: 'special_operations', issuedOn: '2021-12-31' },
    { kind: 'level', level: 4, issuedOn: '2019-01-01' },
  ],
]

/** Facts of claims as they are: every row, hours around the minimums, with and without certificates. */
const people: SubsidyFacts[] = Array.from({ length: 181 }, (_each, index) => index + 1).flatMap((tradeSeq) =>
  hours.flatMap((taught, index) =>
    certificates.map((held) => ({
      tradeSeq,
      hours: taught,
      certificates: held,
      trainedInCity: true,
      examinedInCity: true,
      examPassed: index > 0,
      employee: held.length > 0,
      unemploymentInsuranceMonths: 12,
    })),
  ),
)

/** Runs the work over all people, again and again, for a round's time. Counts processor time: others may be busy, too. */
function perSecond(work: (facts: SubsidyFacts) => void): number {
  const begun = process.cpuUsage()
  let count = 0
  while (spentMs(begun) < ROUND_MS) {
    for (const facts of people) work(facts)
    count += people.length
  }
  return (count * 1_000) / spentMs(begun)
}

function spentMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2
}

/** Work for the reference: kept, so that it cannot be left out. */
let readBack: unknown
const notice = parsePolicy(policyJson)
const works: Record<string, (facts: SubsidyFacts) => void> = {
  'JSON there and back (reference)': (facts) => {
    readBack = JSON.parse(JSON.stringify(facts))
  },
}
for (const preset of presetNames) {
  const policy = applyPreset(notice, preset)
  works[`assess, ${preset}`] = (facts) => {
    readBack = assess(policy, facts, '2021-06-18')
  }
}

const rounds = Math.max(5, Number(process.argv[2] ?? 7))
const measured = new Map(Object.keys(works).map((name) => [name, new Array<number>()]))
for (const work of Object.values(works)) perSecond(work)
for (let round = 0; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(works)) measured.get(name)?.push(perSecond(work))
}

const [reference = 1] = [...measured.values()].map(median)
console.table(
  [...measured].map(([what, values]) => ({
    what,
    'a second': Math.round(median(values)),
    'of the reference': (median(values) / reference).toFixed(2),
    slowest: Math.round(Math.min(...values)),
    fastest: Math.round(Math.max(...values)),
  })),
)
console.log(
  `${String(rounds)} rounds of ${String(people.length)} people; wanted ${String(WANTED_PER_SECOND)} a second`,
)
if (readBack === undefined) throw new Error('Nothing was measured')
