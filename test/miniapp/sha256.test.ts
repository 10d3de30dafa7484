import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { sha256 } from '../../miniapp/src/policies/sha256'

describe('the fingerprint that the phone works out', () => {
  it('is the one of the standard’s own example', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('is the same as the server’s, for every length and every character', () => {
    const server = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
    for (let length = 0; length < 130; length += 1) {
      expect(sha256('补'.repeat(length))).toBe(server('补'.repeat(length)))
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => sha256(text) === server(text)),
      { numRuns: 300 },
    )
  })
})
