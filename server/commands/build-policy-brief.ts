import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { briefOf } from '#shared/policy-brief'
import { parsePolicy } from '#shared/subsidy-policy'

const name = 'lyg-2020-housing-skills'

/** What the phone's first pages need of the policy in its package; run after every change of that policy. */
async function main(): Promise<void> {
  const folder = join(__dirname, '..', '..', 'seeds', 'policies')
  const policy = parsePolicy(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  const text = JSON.stringify(briefOf(policy))
  writeFileSync(join(folder, `${name}.brief.json`), await format(text, { parser: 'json', printWidth: 110 }))
}

void main()
