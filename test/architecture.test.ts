import { readFileSync } from 'node:fs'
import path from 'node:path'
import { withClaimDiagram } from './support/claim-diagram'

describe('ARCHITECTURE.md', () => {
  it('draws the claim machine as its table stands; npm run diagram draws it anew', () => {
    const document = readFileSync(path.resolve(__dirname, '..', 'ARCHITECTURE.md'), 'utf8')
    expect(document).toBe(withClaimDiagram(document))
    expect(document).toContain('housing_review --> hr_review: pass (housing)')
  })
})
