import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import {
  saveCertificateBody,
  certificateCheckView,
  gateCodeQuery,
  gateCodeView,
  gateToken,
  heldCertificateView,
  walletView,
  type WalletView,
} from '#shared/certificates'
import { recordId } from '#shared/primitives'
import type { Actor, Context } from '../context'
import { action, command, publicQuery, query, type Route } from '../http/route'
import { qrDrawing } from '#shared/qr-drawing'
import { certificateBehind } from './certificate-check.service'
import { presentCertificate, presentCheck } from './certificate.presenter'
import { newGateCode } from './gate-code'
import { lookUpNow } from './look-up.service'
import { addCertificate, certificatesOf, ownCertificate, removeCertificate } from './wallet.service'

const byId = v.strictObject({ id: recordId })

async function presentWallet(
  context: Context & { actor: Actor },
  tx: ClientSession | null = null,
): Promise<WalletView> {
  const items = (await certificatesOf(context.actor.personId, tx)).map((held) =>
    presentCertificate(context, held),
  )
  const isOver = ({ validity }: (typeof items)[number]) => validity === 'expired' || validity === 'revoked'
  return {
    items: [...items.filter((item) => !isOver(item)), ...items.filter(isOver)],
    today: context.moment.today,
  }
}

/** A worker's certificates, and the check at the gate of a site. */
export const certificateRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/certificates',
    summary: "The worker's certificates, of classes and added ones, what is over last",
    access: ['worker'],
    response: walletView,
    assistedAct: null,
    handler: async (call) => ({ body: await presentWallet(call) }),
  }),
  command({
    method: 'post',
    path: '/me/certificates',
    summary: 'Add a certificate by its number; again gives the same',
    access: ['worker'],
    body: saveCertificateBody,
    response: heldCertificateView,
    problems: ['identity_needed', 'already_used', 'not_in_this_state', 'changed_meanwhile'],
    assistedAct: '添一张证书',
    handler: async (call) => ({
      status: 201,
      body: presentCertificate(call, await addCertificate(call, call.body)),
    }),
  }),
  command({
    method: 'delete',
    path: '/me/certificates/:id',
    summary: 'Take an added certificate out of the wallet; again changes nothing',
    access: ['worker'],
    params: byId,
    response: walletView,
    problems: ['not_in_this_state'],
    assistedAct: '删一张自己添的证书',
    handler: async (call) => {
      await removeCertificate(call, call.params.id)
      return { body: await presentWallet(call, call.tx) }
    },
  }),
  action({
    method: 'post',
    path: '/me/certificates/:id/look-ups',
    summary: 'Look a certificate up on the national site now, at most once a minute',
    access: ['worker'],
    params: byId,
    response: heldCertificateView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => ({ body: presentCertificate(call, await lookUpNow(call, call.params.id)) }),
  }),
  query({
    method: 'get',
    path: '/me/certificates/:id/gate-code',
    summary: 'A code that shows whoever scans it, for two minutes, whether the certificate is good',
    access: ['worker'],
    params: byId,
    query: gateCodeQuery,
    response: gateCodeView,
    handler: async ({ actor, params, query: { page }, deployment, moment }) => {
      const held = await ownCertificate(actor, params.id)
      const { token, expiresAt } = newGateCode(deployment.cipher, held._id, moment.now)
      const drawing = qrDrawing(`${page}?token=${token}`)
      return { body: { token, drawing, expiresAt: expiresAt.toISOString() } }
    },
  }),
  publicQuery({
    method: 'get',
    path: '/public/certificate-checks/:token',
    summary: 'Whether the certificate behind a code is good now; no number, no full name, no signing in',
    access: 'public',
    params: v.strictObject({ token: gateToken }),
    response: certificateCheckView,
    handler: async (call) => ({ body: presentCheck(call, await certificateBehind(call, call.params.token)) }),
  }),
]
