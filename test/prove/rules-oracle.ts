import type { OracleCase } from '../oracle/boundaries'
import { allCases } from '../oracle/case-generator'
import { plantedFaults } from '../oracle/planted-faults'
import { disagreements, readable, shippedPolicies } from '../oracle/product-answers'

const shown = 20
const policies = shippedPolicies()

/** Holds the product against the oracle on every case. */
function proveAgreement(cases: Iterable<OracleCase>): boolean {
  let agreed = 0
  let disagreed = 0
  for (const each of cases) {
    const found = disagreements(each, policies)
    if (found.length === 0) agreed += 1
    else if ((disagreed += 1) <= shown) console.log(readable(each, found))
  }
  console.log(`${String(agreed)} agreed, ${String(disagreed)} disagreed`)
  return agreed > 0 && disagreed === 0
}

/** An oracle that agrees with everything proves nothing: spoils the policy and wants to hear of it. */
function proveNotice(cases: readonly OracleCase[]): boolean {
  let noticed = 0
  let missed = 0
  for (const fault of plantedFaults(policies)) {
    if (cases.some((each) => disagreements(each, fault.policies).length > 0)) noticed += 1
    else if ((missed += 1) <= shown) console.log(`not noticed: ${fault.what}`)
  }
  console.log(`${String(noticed)} planted faults noticed, ${String(missed)} missed`)
  return noticed > 0 && missed === 0
}

/** `npm run prove:rules-oracle -- [seed] [drawn cases]` */
function main(seed: number, drawn: number): number {
  const started = performance.now()
  const cases = [...allCases(seed, drawn)]
  const agrees = proveAgreement(cases)
  const notices = proveNotice(cases.filter((each) => disagreements(each, policies).length === 0))
  console.log(`seed ${String(seed)}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return agrees && notices ? 0 : 1
}

process.exitCode = main(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 40_000))
