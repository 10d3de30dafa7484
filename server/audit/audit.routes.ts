import { auditRootList, auditRootQuery } from '#shared/audit'
import { publicQuery, type Route } from '../http/route'
import { AuditEntries, AuditRoots, type StoredAuditRoot } from './audit-entry.model'
import type { RootSigner } from './root-signer'
import { auditHead } from './audit-chain.service'

const PAGE = 100

/** @param signer whose public key whoever keeps roots checks them with */
export function auditRoutes(signer: RootSigner): Route[] {
  return [
    publicQuery({
      method: 'get',
      path: '/public/audit-roots',
      summary: 'The signed ends of the log, day by day, newest first: to be kept outside and compared later',
      access: 'public',
      query: auditRootQuery,
      response: auditRootList,
      handler: async ({ query: { before } }) => {
        const found = await AuditRoots.find(before === undefined ? {} : { _id: { $lt: before } })
          .sort({ _id: -1 })
          .limit(PAGE)
          .lean<StoredAuditRoot[]>()
        const roots = found.map(({ _id, signedAt, seq, hash, signature }) => ({
          ...{ day: _id, seq, hash, signature },
          signedAt: signedAt.toISOString(),
        }))
        const unchained = await AuditEntries.countDocuments({ isChained: false })
        const { seq: chained } = await auditHead()
        return { body: { publicKey: signer.publicKey, roots, chained, unchained } }
      },
    }),
  ]
}
