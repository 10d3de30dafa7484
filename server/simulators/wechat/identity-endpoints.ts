import { createHash } from 'node:crypto'
import { failure, success, textIn, type Endpoint } from './answers'
import type { SimulatorContext } from './simulator-context'
import type { SimulatedIdentity } from './simulator-state'
import { readAuthorised } from './token-endpoints'

const VERIFY_SECONDS = 3_600
const PASSED = 10_000
const EXPIRED = 90_107
const FAILED = 90_100

/** Hash over a certificate, by which the answer to a face check is bound to the person who was asked about. */
export function certificateHash({
  type,
  name,
  number,
}: {
  type: string
  name: string
  number: string
}): string {
  const coded = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  const whole = `cert_type=${coded(type)}&cert_name=${coded(name)}&cert_no=${coded(number)}`
  return createHash('sha256').update(whole).digest('hex')
}

/** POST /intp/realname/checkrealnameinfo: against the seeded person's real-name data. */
export const checkRealName: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const openid = textIn(fields, 'openid')
  if (!context.state.people.some((person) => person.openid === openid))
    return failure(context, 40003, 'invalid openid')
  const known = identityOf(context, openid)
  const isSame = known?.name === textIn(fields, 'real_name') && known.number === textIn(fields, 'cred_id')
  const verify_openid = known === undefined ? 'V_OP_NA' : isSame ? 'V_OP_NM_MA' : 'V_OP_NM_UM'
  const verify_real_name = isSame ? 'V_NM_ID_MA' : 'V_NM_ID_UM'
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', verify_openid, verify_real_name }))
}

/** POST /cityservice/face/identify/getverifyid: begins a face check, under a number that is used once. */
export const beginFaceCheck: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const number = textIn(fields, 'out_seq_no')
  const isUsed = Object.values(context.state.faceChecks).some((check) => check.number === number)
  const info = Object(fields['cert_info']) as Record<string, unknown>
  const certificate = {
    type: textIn(info, 'cert_type'),
    name: textIn(info, 'cert_name'),
    number: textIn(info, 'cert_no'),
  }
  if (!/^[0-9A-Za-z_-]{5,32}$/.test(number) || isUsed || certificate.type !== 'IDENTITY_CARD')
    return failure(context, 40097, 'invalid args')
  const openid = textIn(fields, 'openid')
  const known = identityOf(context, openid)
  const verify_id = context.randomText(64)
  context.state.faceChecks[verify_id] = {
    ...{ number, openid, hash: certificateHash(certificate) },
    isPassed: known?.name === certificate.name && known.number === certificate.number,
    expiresAt: context.now() + VERIFY_SECONDS * 1000,
  }
  context.save()
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', verify_id, expires_in: VERIFY_SECONDS }))
}

/** POST /cityservice/face/identify/queryverifyinfo: the only proof; what the phone says is none. */
export const askFaceCheck: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const check = context.state.faceChecks[textIn(fields, 'verify_id')]
  const isTheirs =
    check?.number === textIn(fields, 'out_seq_no') &&
    check.openid === textIn(fields, 'openid') &&
    check.hash === textIn(fields, 'cert_hash')
  if (!check || !isTheirs) return failure(context, 40097, 'invalid args')
  const verify_ret = check.expiresAt <= context.now() ? EXPIRED : check.isPassed ? PASSED : FAILED
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', verify_ret }))
}

function identityOf(context: SimulatorContext, openid: string): SimulatedIdentity | undefined {
  return context.state.people.find((person) => person.openid === openid)?.identity
}
