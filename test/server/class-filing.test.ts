import type { ClassDraft } from '#shared/class-draft'
import { emptyClassDraft } from '#shared/class-draft'
import type { FilingListView, FilingView, PartnerListView } from '#shared/class-filings'
import type { ClassDetailView, ClassListView } from '#shared/classes'
import type { NotificationListView } from '#shared/notifications'
import { ClassFilings } from '../../server/class-filings/class-filing.model'
import { TrainingClasses } from '../../server/classes/training-class.model'
import { People } from '../../server/people/person.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { rebarDraft } from '../support/class-draft'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let jianan: Caller
let gangcheng: Caller
let housing: Caller
let hr: Caller

beforeAll(async () => {
  server = await startTestServer()
  jianan = await server.as('institution-jianan')
  gangcheng = await server.as('institution-gangcheng')
  housing = await server.as('housing-officer')
  hr = await server.as('hr-officer')
})
afterAll(() => server.stop())

const create = async (draft: ClassDraft = rebarDraft(), by = jianan) =>
  ok<FilingView>(await by.post('/institution/class-filings', { draft }))
const save = ({ id, revision }: FilingView, draft: ClassDraft) =>
  jianan.put(`/institution/class-filings/${id}`, { draft, revision })
const see = async (by: Caller, { id }: { id: string }) => ok<FilingView>(await by.get(`/class-filings/${id}`))
/** A step with the filing as it stands now. */
async function step(by: Caller, { id }: { id: string }, event: string, more: object = {}): Promise<Reply> {
  const stored = await ClassFilings.findById(id).orFail().lean()
  return by.post(`/class-filings/${id}/events`, { event, revision: stored.revision, ...more })
}
const filed = async (draft?: ClassDraft) => {
  const filing = await create(draft)
  return ok<FilingView>(await step(jianan, filing, 'file'))
}
const queue = async (by: Caller) =>
  ok<FilingListView>(await by.get('/review/class-filings')).items.map(({ id }) => id)
const partner = async () => {
  const { items } = ok<PartnerListView>(await jianan.get('/institution/partners'))
  const [first] = items
  if (!first) throw new Error('No other institution')
  return first
}
const giveUp = (filing: FilingView) => step(jianan, filing, 'cancel', { reason: '不再办这个班' })

describe('a draft', () => {
  it('is kept however little of it is written, and says what is still missing', async () => {
    const begun = await create(emptyClassDraft)
    expect(begun).toMatchObject({ state: 'draft', filedAt: null, revision: 0, ahead: null, history: [] })
    expect(begun.faults.map(({ pointer }) => pointer)).toContain('/lessons')
    expect(begun.permittedEvents).toEqual(['edit', 'file', 'cancel'])
    const saved = ok<FilingView>(await save(begun, rebarDraft()))
    expect(saved).toMatchObject({ state: 'draft', faults: [], tradeName: '钢筋工', isHighRisk: false })
    expect(saved.hours).toEqual({ onsiteTenths: 400, onlineTenths: 0, safetyTenths: 40 })
  })

  it('that is saved again as it is changes nothing; one that another hand has changed is not overwritten', async () => {
    const begun = await create()
    expect(ok<FilingView>(await save(begun, rebarDraft())).revision).toBe(0)
    ok(await save(begun, rebarDraft({ title: '改了的班' })))
    const late = await save(begun, rebarDraft({ title: '别人改的班' }))
    expect([late.status, codeOf(late)]).toEqual([409, 'changed_meanwhile'])
    expect((await see(jianan, begun)).draft.title).toBe('改了的班')
  })

  it('begun twice under one key is one draft', async () => {
    const begin = () =>
      jianan.post(
        '/institution/class-filings',
        { draft: rebarDraft() },
        { 'Idempotency-Key': 'begin-a-class-0001' },
      )
    const [one, two] = [ok<FilingView>(await begin()), ok<FilingView>(await begin())]
    expect(two.id).toBe(one.id)
  })

  it('is nobody else’s: no other institution and no bureau sees it', async () => {
    const { id } = await create()
    for (const other of [gangcheng, housing, hr])
      expect([(await other.get(`/class-filings/${id}`)).status]).toEqual([404])
    expect(await queue(housing)).not.toContain(id)
  })

  it.each([
    ['a day that does not exist', { startsOn: '2021-02-30' }, '/draft/startsOn'],
    ['an unknown field', { fee: 1 }, '/draft/fee'],
    ['a sum that is no whole fen', { priceFen: 0.5 }, '/draft/priceFen'],
    ['a partner that is no id', { partnerId: '港城' }, '/draft/partnerId'],
  ])('with %s is refused at that field', async (_what, more, pointer) => {
    const reply = await jianan.post('/institution/class-filings', { draft: { ...rebarDraft(), ...more } })
    expect([reply.status, pointersOf(reply)]).toEqual([422, [pointer]])
  })

  it('with more lessons than anybody holds is refused', async () => {
    const [lesson] = rebarDraft().lessons
    const lessons = Array.from({ length: 121 }, () => lesson)
    const reply = await jianan.post('/institution/class-filings', { draft: { ...rebarDraft(), lessons } })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/draft/lessons']])
  })
})

describe('filing', () => {
  it('is refused with every fault at its row, and leaves the draft a draft', async () => {
    const [first, ...rest] = rebarDraft().lessons
    const lessons = [{ ...first, endsAt: '08:00' } as ClassDraft['lessons'][number], ...rest]
    const begun = await create(
      rebarDraft({
        tradeSeq: 46,
        lessons,
        syllabus: [],
        exam: { heldOn: '2021-07-01', place: '', body: '' },
      }),
    )
    const reply = await step(jianan, begun, 'file')
    expect(reply.status).toBe(422)
    expect(pointersOf(reply)).toEqual([
      '/exam/place',
      '/exam/heldOn',
      '/lessons/0/endsAt',
      '/syllabus',
      '/syllabus',
    ])
    expect(await see(jianan, begun)).toMatchObject({ state: 'draft', isHighRisk: true, revision: 0 })
  })

  it('is refused for a trade that the catalogue does not have', async () => {
    const reply = await step(jianan, await create(rebarDraft({ tradeSeq: 999 })), 'file')
    expect(pointersOf(reply)).toEqual(['/tradeSeq'])
  })

  it('puts it in the housing bureau’s queue, last, and never in the HR bureau’s', async () => {
    const one = await filed()
    const two = await filed()
    expect((await queue(housing)).slice(-2)).toEqual([one.id, two.id])
    expect(await queue(hr)).not.toContain(one.id)
    expect([(await see(housing, one)).ahead, (await see(housing, two)).ahead]).toEqual([0, 1])
    ok(await giveUp(one))
    ok(await giveUp(two))
    expect(await queue(housing)).toEqual([])
  })

  it('can be taken back while nobody has decided, and not be edited before', async () => {
    const filing = await filed()
    const edited = await save(filing, rebarDraft({ title: '偷偷改的班' }))
    expect([edited.status, codeOf(edited)]).toEqual([409, 'not_in_this_state'])
    expect(ok<FilingView>(await step(jianan, filing, 'take_back'))).toMatchObject({
      state: 'draft',
      filedAt: null,
    })
  })
})

describe('the bureaux', () => {
  it('approve one after the other, two different people, and then workers can enrol', async () => {
    const filing = await filed()
    const early = await step(hr, filing, 'pass')
    expect([early.status, codeOf(early)]).toEqual([403, 'not_allowed'])
    expect(ok<FilingView>(await step(housing, filing, 'pass'))).toMatchObject({
      state: 'housing_approved',
      permittedEvents: [],
    })
    const approved = ok<FilingView>(await step(hr, filing, 'pass'))
    expect(approved).toMatchObject({ state: 'approved', permittedEvents: [], faults: [] })
    expect(approved.history.map(({ text, role }) => [text, role])).toEqual([
      ['提交备案', 'institution'],
      ['审核通过', 'housing'],
      ['审核通过', 'hr'],
    ])
    const shown = ok<ClassDetailView>(await server.anonymous.get(`/classes/${filing.id}`))
    expect(shown).toMatchObject({
      title: '钢筋工培训班（第8期）',
      startsOn: '2021-07-05',
      seatsLeft: 30,
      onsiteHoursTenths: 400,
      enrolment: { open: true },
    })
    expect(shown.lessons.map(({ id }) => id)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5'])
    const { items } = ok<ClassListView>(await server.anonymous.get('/classes?tradeSeq=41'))
    expect(items.map(({ id }) => id)).toContain(filing.id)
    const [message] = ok<NotificationListView>(await jianan.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'filing_approved', classId: filing.id })
    const again = await step(hr, filing, 'pass')
    expect([again.status, codeOf(again)]).toEqual([409, 'not_in_this_state'])
    expect(await TrainingClasses.countDocuments({ _id: filing.id })).toBe(1)
  })

  it('send it back with a reason; mended, it goes to both anew and keeps its place', async () => {
    const first = await filed()
    const second = await filed()
    ok(await step(housing, first, 'pass'))
    ok(await step(hr, first, 'return', { reasonCode: 'schedule', comment: '周末不要排课' }))
    const returned = await see(jianan, first)
    expect(returned).toMatchObject({
      state: 'returned',
      returned: { by: '人社部门', label: '课表要改', comment: '周末不要排课' },
      permittedEvents: ['edit', 'file', 'cancel'],
    })
    const [message] = ok<NotificationListView>(await jianan.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'filing_returned', classId: first.id })
    ok(await save(returned, rebarDraft({ title: '改好的班' })))
    const again = ok<FilingView>(await step(jianan, first, 'file'))
    expect(again).toMatchObject({ state: 'filed', filedAt: returned.filedAt })
    expect(await queue(housing)).toEqual([first.id, second.id])
    for (const filing of [first, second]) ok(await giveUp(filing))
  })

  it('do not return without a reason that is on the list', async () => {
    const filing = await filed()
    const reply = await step(housing, filing, 'return', { reasonCode: 'mood' })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/reasonCode']])
    ok(await giveUp(filing))
  })

  it('are asked for the second factor before they approve', async () => {
    const filing = await filed()
    const reply = await step(await server.asUnverified('housing-officer'), filing, 'pass')
    expect([reply.status, codeOf(reply)]).toEqual([403, 'second_factor_needed'])
    ok(await giveUp(filing))
  })

  it('are two people, also where one belongs to both', async () => {
    const filing = await filed()
    ok(await step(housing, filing, 'pass'))
    await People.updateOne({ demoKey: 'housing-officer' }, { roles: ['housing', 'hr'] })
    const reply = await step(housing, filing, 'pass')
    await People.updateOne({ demoKey: 'housing-officer' }, { roles: ['housing'] })
    expect([reply.status, codeOf(reply)]).toEqual([409, 'same_reviewer'])
    ok(await giveUp(filing))
  })

  it('decide nothing of their own institution', async () => {
    const filing = await filed()
    const officer = await People.findOne({ demoKey: 'housing-officer' }).orFail().lean()
    const own = await People.findOne({ demoKey: 'institution-jianan' }).orFail().lean()
    await People.updateOne({ _id: officer._id }, { institutionId: own.institutionId })
    const reply = await step(housing, filing, 'pass')
    await People.updateOne({ _id: officer._id }, { institutionId: null })
    expect([reply.status, codeOf(reply)]).toEqual([403, 'not_allowed'])
    ok(await giveUp(filing))
  })

  it('cannot approve what has grown too old, and can send it back', async () => {
    const filing = await filed()
    await ClassFilings.updateOne(
      { _id: filing.id },
      { $set: { 'draft.startsOn': '2021-06-18', 'draft.lessons.0.heldOn': '2021-06-18' } },
    )
    const reply = await step(housing, filing, 'pass')
    expect([reply.status, (reply.body as { detail: string }).detail]).toEqual([
      409,
      '开班日期要在今天以后。现在不能通过，请退回让机构改',
    ])
    ok(await step(housing, filing, 'return', { reasonCode: 'schedule' }))
    expect(
      ok<FilingListView>(await housing.get('/review/class-filings?show=decided')).items.map(({ id }) => id),
    ).toContain(filing.id)
  })

  it('come too late for what the institution took out of their hands at the same moment', async () => {
    const filing = await filed()
    const { revision } = filing
    ok(await giveUp(filing))
    const late = await housing.post(`/class-filings/${filing.id}/events`, { event: 'pass', revision })
    expect([late.status, codeOf(late)]).toEqual([409, 'changed_meanwhile'])
  })
})

describe('a joint class', () => {
  it('goes to the other body first, and to the bureaux once that has agreed', async () => {
    const { id: partnerId, name } = await partner()
    const filing = await filed(rebarDraft({ partnerId }))
    expect(filing).toMatchObject({ state: 'with_partner', filedAt: null, partner: { name } })
    expect(await queue(housing)).not.toContain(filing.id)
    const [asked] = ok<NotificationListView>(await gangcheng.get('/me/notifications')).items
    expect(asked).toMatchObject({ kind: 'partner_asked', classId: filing.id })
    expect((await step(jianan, filing, 'agree')).status).toBe(403)
    expect((await see(gangcheng, filing)).permittedEvents).toEqual(['agree', 'decline'])
    expect(ok<FilingView>(await step(gangcheng, filing, 'agree'))).toMatchObject({ state: 'filed' })
    expect(await queue(housing)).toContain(filing.id)
    expect((await gangcheng.get('/institution/class-filings')).status).toBe(200)
    ok(await giveUp(filing))
  })

  it('comes back with the other body’s reason when that does not agree', async () => {
    const { id: partnerId } = await partner()
    const filing = await filed(rebarDraft({ partnerId }))
    ok(await step(gangcheng, filing, 'decline', { reason: '我们没有这么多老师' }))
    expect(await see(jianan, filing)).toMatchObject({
      state: 'returned',
      returned: { by: '合办单位', comment: '我们没有这么多老师' },
    })
  })

  it('is not held jointly with oneself, or with nobody known', async () => {
    const own = await People.findOne({ demoKey: 'institution-jianan' }).orFail().lean()
    for (const partnerId of [own.institutionId?.toHexString() ?? '', 'f'.repeat(24)]) {
      const reply = await step(jianan, await create(rebarDraft({ partnerId })), 'file')
      expect([reply.status, pointersOf(reply)]).toEqual([422, ['/partnerId']])
    }
  })
})

it('gives an institution its filings by the page, newest first', async () => {
  const all: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: FilingListView = ok<FilingListView>(
      await jianan.get(`/institution/class-filings${cursor === '' ? '' : `?cursor=${cursor}`}`),
    )
    expect(page.items.length).toBeLessThanOrEqual(20)
    all.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(new Set(all).size).toBe(all.length)
  expect(all).toEqual([...all].sort().reverse())
  expect(all.length).toBe(await ClassFilings.countDocuments())
})
