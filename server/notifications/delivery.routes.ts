import * as v from 'valibot'
import { deliveryLedgerView, ledgerFilters } from '#shared/notifications'
import { pageQuery, recordId } from '#shared/primitives'
import { command, query } from '../http/route'
import { deliveryLedger, sendAgain } from './delivery-ledger.service'

const staff = ['housing', 'hr'] as const

export const deliveryRoutes = [
  query({
    method: 'get',
    path: '/notice-deliveries',
    summary: 'One page of the ledger of messages: who was told what, when, over which channels, newest first',
    access: staff,
    query: v.strictObject({ ...pageQuery, show: v.optional(v.picklist(ledgerFilters), 'all') }),
    response: deliveryLedgerView,
    sight: 'message_ledger',
    handler: async (call) => {
      const { ledger, personIds } = await deliveryLedger(call, call.query.show, call.query.cursor)
      return { body: ledger, seen: { personIds, aboutId: null } }
    },
  }),
  command({
    method: 'post',
    path: '/notice-deliveries/:id/send-again',
    summary: 'Send a copy again that was given up; never one that may have arrived',
    access: staff,
    params: v.strictObject({ id: recordId }),
    problems: ['not_in_this_state'],
    handler: async (call) => {
      await sendAgain(call, call.params.id)
      return { status: 204, body: undefined }
    },
  }),
]
