import { claimTransitions } from '#shared/claim-machine'

/** The claim machine as a Mermaid state diagram: what ARCHITECTURE.md shows is what the table says. */
function claimDiagram(): string {
  const rows = claimTransitions.map(({ event, from, to, role }) => `  ${from} --> ${to}: ${event} (${role})`)
  const ends = ['refused', 'withdrawn', 'paid'].map((state) => `  ${state} --> [*]`)
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> entitled', ...rows, ...ends, '```'].join('\n')
}

/** The document with the picture as the table would draw it now. */
export function withClaimDiagram(document: string): string {
  const [before = '', rest = ''] = document.split('<!-- claim machine -->')
  const [, after = ''] = rest.split('<!-- end of claim machine -->')
  return `${before}<!-- claim machine -->\n\n${claimDiagram()}\n\n<!-- end of claim machine -->${after}`
}
