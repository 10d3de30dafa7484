import type { DemoOneTimeCodeView } from '#shared/demo-one-time-codes'
import type { NewSecondFactorView } from '#shared/staff-second-factor'
import { codeAtStep, stepAt } from '../../server/staff/one-time-password'
import { SecondFactors } from '../../server/staff/second-factor.model'
import { ok } from './path-steps'
import type { Caller, Reply } from './server'

export interface Verification {
  /** Runs before a code is read off. */
  beforeCode?: () => Promise<void>
}

/**
 * Somebody of the demonstration's staff with the phone in hand: when a step asks for the second factor, reads the code
 * off the authenticator, shows it and takes the same step again, as the mini-program does.
 */
export function verifiedCaller(caller: Caller, { beforeCode }: Verification = {}): Caller {
  let showing: Promise<void> | null = null
  const show = async () => {
    await beforeCode?.()
    const { code } = (await caller.get('/demo/one-time-codes/mine')).body as DemoOneTimeCodeView
    const reply = await caller.post('/me/second-factor/checks', { kind: 'code', code })
    if (reply.status !== 200) throw new Error(`The code was refused: ${JSON.stringify(reply.body)}`)
  }
  const step = async (send: () => Promise<Reply>) => {
    const reply = await send()
    if (!asksForCode(reply)) return reply
    // Steps taken at the same moment wait for one code.
    showing ??= show().finally(() => {
      showing = null
    })
    await showing
    return send()
  }
  return {
    get token() {
      return caller.token
    },
    get: (place) => step(() => caller.get(place)),
    post: (place, body, headers) => step(() => caller.post(place, body, headers)),
    put: (place, body, headers) => step(() => caller.put(place, body, headers)),
    delete: (place) => step(() => caller.delete(place)),
  }
}

/** Somebody new among the staff binds an authenticator; that shows the second factor in this sign-in, too. */
export async function setUpSecondFactor(caller: Caller): Promise<void> {
  const { secret } = ok<NewSecondFactorView>(await caller.post('/me/second-factor'))
  const code = codeAtStep(secret, stepAt(new Date()))
  ok(await caller.post('/me/second-factor/confirmation', { code }))
}

/** As if the last codes had been used long ago: a test signs in more often than there are half minutes. */
export async function forgetUsedCodes(): Promise<void> {
  await SecondFactors.updateMany({}, { lastStep: 0 })
}

function asksForCode({ status, body }: Reply): boolean {
  return status === 403 && (body as { code?: string }).code === 'second_factor_needed'
}
