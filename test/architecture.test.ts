import { readFileSync } from 'node:fs'
import path from 'node:path'
import { withDiagrams } from './support/state-diagrams'

describe('ARCHITECTURE.md', () => {
  it('draws the state machines as their tables stand; npm run diagram draws it anew', () => {
    const document = readFileSync(path.resolve(__dirname, '..', 'ARCHITECTURE.md'), 'utf8')
    expect(document).toBe(withDiagrams(document))
    expect(document).toContain('housing_review --> hr_review: pass (housing)')
    expect(document).toContain('approved --> scheduled: schedule (policy_approver)')
  })
})
