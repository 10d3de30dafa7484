import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withDiagrams } from './state-diagrams'

const FILE = path.resolve(__dirname, '..', '..', 'ARCHITECTURE.md')

/** `npm run diagram`: prints the pictures of the state machines into ARCHITECTURE.md. */
writeFileSync(FILE, withDiagrams(readFileSync(FILE, 'utf8')))
