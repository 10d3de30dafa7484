import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withClaimDiagram } from './claim-diagram'

const FILE = path.resolve(__dirname, '..', '..', 'ARCHITECTURE.md')

/** `npm run diagram`: prints the claim machine's picture into ARCHITECTURE.md. */
writeFileSync(FILE, withClaimDiagram(readFileSync(FILE, 'utf8')))
