import * as v from 'valibot'
import { filedClass, type FiledClass } from '#shared/class-draft'
import { filingReturnReasons, type FilingEventBody } from '#shared/class-filings'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import { openFiledClass } from '../classes/filed-class.service'
import type { Command } from '../context'
import { invalidFields } from '../http/problem'
import { findInstitution } from '../institutions/institution.service'
import { notify } from '../notifications/notification.service'
import { staffOfInstitution } from '../people/institution-staff.service'
import { advanceFiling, classActorOf } from './class-filing.service'
import { faultsOf } from './filing-faults'
import type { ClassFiling, FilingReturn } from './filing-lookup.service'

type Body<Event extends FilingEventBody['event']> = Extract<FilingEventBody, { event: Event }>

const bureauNames = { housing: '住建部门', hr: '人社部门' } as const

/** One event, one service: the table decides whether it may happen. */
export function happen(command: Command, filing: ClassFiling, body: FilingEventBody): Promise<ClassFiling> {
  switch (body.event) {
    case 'file':
      return file(command, filing)
    case 'agree':
      return advanceFiling(command, filing, { event: 'agree', set: { filedAt: queuedAt(command, filing) } })
    case 'decline':
      return decline(command, filing, body)
    case 'take_back':
      return advanceFiling(command, filing, { event: 'take_back', set: { filedAt: null, returned: null } })
    case 'pass':
      return pass(command, filing)
    case 'return':
      return sendBack(command, filing, body)
    case 'cancel':
      return advanceFiling(command, filing, { event: 'cancel', detail: body.reason })
  }
}

/** Files it, to the partner first where there is one. @throws Problem `invalid_fields` with every fault of the form */
async function file(command: Command, filing: ClassFiling): Promise<ClassFiling> {
  const faults = await faultsOf(command, filing)
  const filed = await advanceFiling(command, filing, {
    event: 'file',
    set: {
      firstReviewerId: null,
      ...(filing.partnerId === null ? { filedAt: queuedAt(command, filing) } : {}),
    },
  })
  if (faults.length > 0) throw invalidFields(faults)
  await askPartner(command, filed)
  return filed
}

/** Tells everybody at the other body of a joint class that it waits for their word. */
async function askPartner(command: Command, filing: ClassFiling): Promise<void> {
  const { _id: classId, partnerId, institutionId, draft } = filing
  if (partnerId === null) return
  const institution = (await findInstitution(institutionId))?.name ?? ''
  const values = { institution, classTitle: draft.title }
  for (const personId of await staffOfInstitution(partnerId, command.tx))
    await notify(command, { personId, kind: 'partner_asked', classId, values })
}

/** The place in the queue is kept, however often a filing comes back. */
function queuedAt({ moment }: Command, { filedAt }: ClassFiling): Date {
  return filedAt ?? moment.programmeNow
}

function decline(command: Command, filing: ClassFiling, { reason }: Body<'decline'>): Promise<ClassFiling> {
  const label = '合办单位没有同意'
  const returned = { by: '合办单位', label, say: '请和合办单位商量好，改了再提交', comment: reason }
  return comeBack(command, filing, { event: 'decline', returned })
}

/** Housing passes it on to the HR bureau; the HR bureau opens the class. */
async function pass(command: Command, filing: ClassFiling): Promise<ClassFiling> {
  const { actor } = command
  const isFirst = classActorOf(actor, filing.state).role === 'housing'
  const passed = await advanceFiling(command, filing, {
    event: 'pass',
    set: isFirst ? { firstReviewerId: actor.personId, returned: null } : { returned: null },
    decides: true,
  })
  await refuseOutdated(command, filing)
  return isFirst ? passed : open(command, passed)
}

/** What was right when it was filed may be so no longer: the first day has come, the trade has left the catalogue. */
async function refuseOutdated(command: Command, filing: ClassFiling): Promise<void> {
  const [fault] = await faultsOf(command, filing)
  if (!fault) return
  const detail = `${fault.detail}。现在不能通过，请退回让机构改`
  throw new Problem('not_in_this_state', { detail, permittedEvents: ['return'] })
}

async function open(command: Command, filing: ClassFiling): Promise<ClassFiling> {
  const { _id: id, institutionId, partnerId, authorIds } = filing
  const content: FiledClass = v.parse(filedClass, filing.draft)
  const item = await openFiledClass(command, { id, institutionId, partnerId, authorIds, content })
  const values = { classTitle: item.title, startsOn: chineseDay(item.startsOn) }
  await tellAuthors(command, filing, (personId) =>
    notify(command, { personId, kind: 'filing_approved', classId: id, values }),
  )
  return filing
}

function sendBack(command: Command, filing: ClassFiling, body: Body<'return'>): Promise<ClassFiling> {
  const { role } = classActorOf(command.actor, filing.state)
  const { label, say } = filingReturnReasons[body.reasonCode]
  const by = role === 'hr' ? bureauNames.hr : bureauNames.housing
  return comeBack(command, filing, {
    event: 'return',
    returned: { by, label, say, comment: body.comment ?? '' },
  })
}

async function comeBack(
  command: Command,
  filing: ClassFiling,
  { event, returned }: { event: 'return' | 'decline'; returned: FilingReturn },
): Promise<ClassFiling> {
  const { by, label, say, comment } = returned
  const back = await advanceFiling(command, filing, {
    event,
    set: { returned, firstReviewerId: null },
    detail: comment === '' ? label : `${label}：${comment}`,
    decides: event === 'return',
  })
  const values = { classTitle: filing.draft.title, by, reason: label, toDo: say }
  await tellAuthors(command, filing, (personId) =>
    notify(command, { personId, kind: 'filing_returned', classId: filing._id, values }),
  )
  return back
}

/** Everybody who worked on it for an institution. */
async function tellAuthors(
  { actor }: Command,
  { authorIds }: ClassFiling,
  tell: (personId: ClassFiling['authorIds'][number]) => Promise<boolean>,
): Promise<void> {
  for (const personId of authorIds) if (!personId.equals(actor.personId)) await tell(personId)
}
