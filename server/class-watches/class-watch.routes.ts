import * as v from 'valibot'
import { classWatchBody, classWatchListView, type ClassWatchListView } from '#shared/class-watches'
import { recordId } from '#shared/primitives'
import { command, query } from '../http/route'
import { unwatch, watch, watchesOf, type ClassWatch } from './class-watch.service'

function present(watches: readonly ClassWatch[]): ClassWatchListView {
  return { items: watches.map(({ _id, tradeSeq, area }) => ({ id: _id.toHexString(), tradeSeq, area })) }
}

export const classWatchRoutes = [
  query({
    method: 'get',
    path: '/me/class-watches',
    summary: 'The trades of which the worker wants to hear when a class opens',
    access: ['worker'],
    response: classWatchListView,
    assistedAct: null,
    handler: async ({ actor }) => ({ body: present(await watchesOf(actor.personId)) }),
  }),
  command({
    method: 'put',
    path: '/me/class-watches',
    summary: 'Want to hear when a class of a trade opens; again for the same trade changes where',
    access: ['worker'],
    body: classWatchBody,
    response: classWatchListView,
    problems: ['not_in_this_state'],
    assistedAct: '有新班时通知',
    handler: async (call) => ({ body: present(await watch(call, call.body)) }),
  }),
  command({
    method: 'delete',
    path: '/me/class-watches/:id',
    summary: 'Do not want to hear of a trade any more; again changes nothing',
    access: ['worker'],
    params: v.strictObject({ id: recordId }),
    response: classWatchListView,
    assistedAct: '取消新班通知',
    handler: async (call) => ({ body: present(await unwatch(call, call.params.id)) }),
  }),
]
