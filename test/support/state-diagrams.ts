import { claimTransitions } from '#shared/claim-machine'
import { classTransitions } from '#shared/class-machine'
import { batchTransitions } from '#shared/payout-machine'
import { policyVersionTransitions } from '#shared/policy-version-machine'

interface Row {
  event: string
  from: string
  to: string
  role: string
}

/** A machine as a Mermaid state diagram: what ARCHITECTURE.md shows is what the table says. */
function diagram(first: string, rows: readonly Row[], ends: readonly string[]): string {
  const steps = rows.map(({ event, from, to, role }) => `  ${from} --> ${to}: ${event} (${role})`)
  const last = ends.map((state) => `  ${state} --> [*]`)
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...steps, ...last, '```'].join('\n')
}

/** Steps that move a version; what leads back to its own state is written below the picture. */
const policyMoves = policyVersionTransitions.filter(({ from, to }) => from !== to)

/** One line for a step that several roles may take, and none for editing what stays where it is. */
const classMoves = classTransitions
  .filter(({ from, to }) => from !== to)
  .reduce<Row[]>((rows, { event, from, to, role }) => {
    const same = rows.find((row) => row.event === event && row.from === from && row.to === to)
    if (!same) return [...rows, { event, from, to, role }]
    return rows.map((row) => (row === same ? { ...row, role: `${row.role}, ${role}` } : row))
  }, [])

const diagrams: Readonly<Record<string, string>> = {
  'claim machine': diagram('entitled', claimTransitions, ['refused', 'withdrawn', 'paid']),
  'class machine': diagram('draft', classMoves, ['closed', 'cancelled']),
  'payout machine': diagram(
    'open',
    batchTransitions.filter(({ from, to }) => from !== to),
    ['closed', 'void'],
  ),
  'policy version machine': diagram('draft', policyMoves, ['superseded', 'closed']),
}

/** The document with the pictures as the tables would draw them now. */
export function withDiagrams(document: string): string {
  return Object.entries(diagrams).reduce((text, [name, picture]) => {
    const [before = '', rest = ''] = text.split(`<!-- ${name} -->`)
    const [, after = ''] = rest.split(`<!-- end of ${name} -->`)
    return `${before}<!-- ${name} -->\n\n${picture}\n\n<!-- end of ${name} -->${after}`
  }, document)
}
