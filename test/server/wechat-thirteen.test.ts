import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What a client of WeChat must be seen to do. The tests that show it carry its number: `(3 of 13)`. */
const duties = [
  'reads success without errcode, under any content type, with control characters, with ids of 64 bits',
  'asks for a new login code when the answer to the first try was lost, without a loop',
  'renews a refused token once, replays once, and raises an alarm when that does not help',
  'asks for one token however many calls and processes find it dead, and never by force',
  'goes on with a token in the five minutes beside its successor',
  'refuses before the call every value that WeChat would refuse',
  'takes a missing consent for a matter of this person, who then has the inbox',
  'never sends two messages to one person at the same moment',
  'leaves a message without an answer unknown until the sent event settles it',
  'turns away every push that is not WeChat’s own, fresh and for us, and keeps each event once, in time',
  'reads lists of one and of several, and ids and times as text or number',
  'keeps no error as a picture',
  'logs no secret, token, session key, phone or identity number',
]

describe('the thirteen duties of a WeChat client', () => {
  const files = readdirSync(__dirname).filter((name) => /^wechat.*\.test\.ts$/.test(name))
  const tests = files.map((name) => readFileSync(path.join(__dirname, name), 'utf8')).join('\n')

  it.each(duties.map((duty, index) => [index + 1, duty] as const))('%i: %s', (number) => {
    expect(tests).toContain(`(${number} of 13) `)
  })
})
