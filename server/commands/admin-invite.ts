import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { renderUnicodeCompact } from 'uqr'
import * as v from 'valibot'
import { roleLabels } from '#shared/people'
import { invitationBody, INVITATION_DAYS, staffRoles, type InvitationBody } from '#shared/staff-invitations'
import { logAlone } from '../audit/audit.service'
import { ConfigError, readConfig } from '../config'
import { loadKeys } from '../keys'
import { createLogger } from '../logger'
import { openStore } from '../open-store'
import { FieldCipher } from '../personal-data/field-cipher'
import { Problem } from '#shared/problem'
import { inviteStaff } from '../staff/staff-invitation.service'

const USAGE = `Usage: npm run admin:invite -- [--role ROLE] [--name NAME] [--institution ID] [--body ID]
  --role         ${staffRoles.join(', ')}   (admin unless told)
  --name         how the person is named in lists, such as 住建局王主任
  --institution  for the role institution: the id of the institution
  --body         for the role evaluator: the id of the evaluation body`

/** `npm run admin:invite`: makes an invitation on the server itself; the first member of staff comes in by it. */
async function main(): Promise<number> {
  const wanted = invitationOf(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  const store = await openStore({ config, log: createLogger('warn') })
  try {
    const keys = loadKeys(config)
    const made = await inviteStaff(
      {
        cipher: new FieldCipher(keys.field, keys.index, randomBytes),
        ...{ randomBytes, now: new Date(), invitedById: null, tx: null },
      },
      wanted,
    )
    await logAlone({ at: new Date(), act: 'command admin:invite' }, null)
    say(wanted, made.code)
    return 0
  } finally {
    await store.close()
  }
}

function invitationOf(args: string[]): InvitationBody | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        role: { type: 'string', default: 'admin' },
        name: { type: 'string' },
        institution: { type: 'string' },
        body: { type: 'string' },
      },
    })
    const { role, name, institution, body } = values
    const known = staffRoles.find((each) => each === role)
    if (known === undefined) return null
    return v.parse(invitationBody, {
      role: known,
      displayName: name ?? roleLabels[known],
      institutionId: institution ?? null,
      evaluationBodyId: body ?? null,
      county: null,
    })
  } catch {
    // Whatever is wrong with the words of the command: how they should be is the answer.
    return null
  }
}

function say({ role, displayName }: InvitationBody, code: string): void {
  const grouped = code.replace(/(.{4})(?=.)/g, '$1-')
  console.log(renderUnicodeCompact(code))
  console.log(`邀请：${displayName}，${roleLabels[role]}`)
  console.log(`邀请码：${grouped}`)
  console.log('请对方在小程序“我的—我有邀请码”里扫上面的码，或者输入邀请码。')
  console.log(`${String(INVITATION_DAYS)}天内有效，只能用一次。不要发到群里。`)
}

function sentenceOf({ message, extras }: Problem): string {
  return extras.errors?.map(({ detail }) => detail).join('\n') ?? message
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof ConfigError) console.error(error.message)
    else if (error instanceof Problem) console.error(sentenceOf(error))
    else console.error(error)
    process.exitCode = 1
  },
)
