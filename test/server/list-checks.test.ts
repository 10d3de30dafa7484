import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { ClassDraft } from '#shared/class-draft'
import type { ClassListView } from '#shared/classes'
import type { EnrolmentView } from '#shared/enrolments'
import type { FilingView } from '#shared/class-filings'
import type { ListedInstitutionListView } from '#shared/public-lists'
import { Institutions } from '../../server/institutions/institution.model'
import { codeOf, event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { rebarDraft } from '../support/class-draft'
import { ok, submission } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
/** At the listed institution, from 14 to 18 June, complete and not claimed for. */
let training: Awaited<ReturnType<ClaimDesk['newTraining']>>

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  training = await desk.newTraining()
})
afterAll(() => server.stop())

describe('a training outside the lists', () => {
  const period = (from: string, until: string | null) => [
    ...[{ from, until, document: '演示·目录', endDocument: until && '演示·调整' }],
  ]
  const keep = (code: string, listPeriods: object[]) =>
    Institutions.updateOne({ code }, { $set: { listPeriods } })
  const previewOf = async ({ worker, enrolment }: Awaited<ReturnType<ClaimDesk['newTraining']>>) =>
    ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
  const OUTSIDE = '“演示·建安培训中心”2021年6月16日不在培训机构目录里，这次培训不能申领；请问培训机构'
  afterEach(() => keep('jianan', period('2019-01-01', null)))

  it('cannot be claimed for when its institution was out of the list on a day of the class, and says so', async () => {
    const before = await previewOf(training)
    expect(before.mayClaim).toBe(true)
    await keep('jianan', period('2019-01-01', '2021-06-15'))
    expect(await previewOf(training)).toMatchObject({ mayClaim: false, missing: [{ text: OUTSIDE }] })
    const refused = await training.worker.post('/claims', submission(before))
    expect([codeOf(refused), (refused.body as { detail: string }).detail]).toEqual([
      'conditions_not_met',
      OUTSIDE,
    ])
  })

  it('is said before somebody books: there is no money, and whoever wants to learn says so', async () => {
    await keep('jianan', period('2019-01-01', '2021-06-15'))
    const { items } = ok<ClassListView>(await server.anonymous.get('/classes?tradeSeq=41'))
    const outside = items.find(({ startsOn }) => startsOn === '2021-06-14')
    const noSubsidy = '“演示·建安培训中心”2021年6月16日不在培训机构目录里，报名也领不到钱'
    expect(outside?.enrolment.noSubsidy).toBe(noSubsidy)
    const worker = await joinedWorker(server, 90)
    const book = (body: object) => worker.post(`/classes/${outside?.id ?? ''}/enrolments`, body)
    expect(codeOf(await book({}))).toBe('no_subsidy')
    expect(ok<EnrolmentView>(await book({ acceptsNoSubsidy: true }))).toMatchObject({ noSubsidy })
  })

  it('counts by the days of the class, not by the day on which somebody claims', async () => {
    await keep('jianan', period('2021-06-14', '2021-06-18'))
    expect(await previewOf(training)).toMatchObject({ mayClaim: true })
    await keep('jianan', period('2021-06-15', null))
    expect((await previewOf(training)).missing[0]?.text).toContain('2021年6月14日不在')
  })

  it('is stopped in review when a list was corrected after the claim, and goes on when that was a mistake', async () => {
    const { claim, worker } = await desk.newCase()
    await keep('jianan', period('2019-01-01', '2021-06-15'))
    const pass = { event: 'pass', checks: claim.checksNeeded }
    const seen = async (by = desk.housing) => ok<ClaimView>(await by.get(`/claims/${claim.id}`))
    expect((await seen()).listRefusal).toBe(OUTSIDE)
    expect((await seen(worker)).listRefusal).toBeNull()
    const refused = await event(desk.housing, claim, pass)
    expect([codeOf(refused), (refused.body as { detail: string }).detail]).toEqual([
      'conditions_not_met',
      OUTSIDE,
    ])
    await keep('jianan', period('2019-01-01', null))
    expect((await seen()).listRefusal).toBeNull()
    ok(await event(desk.housing, claim, pass))
  })

  it('is flagged for a person, and not refused, where no list is known', async () => {
    await keep('jianan', [])
    const { mayClaim, rule } = await previewOf(training)
    expect(mayClaim).toBe(true)
    expect(rule?.flags).toContainEqual({
      id: 'listing_unknown',
      sentence: '“演示·建安培训中心”在培训机构目录里没有记录，审核的人会核对',
    })
  })

  it('of an institution that an earlier release wrote stands as before: nobody knows its list', async () => {
    const fields = ['district', 'address', 'phone', 'location', 'credit', 'listPeriods']
    await Institutions.collection.updateOne(
      { code: 'jianan' },
      { $unset: Object.fromEntries(fields.map((field) => [field, ''])) },
    )
    expect((await previewOf(training)).mayClaim).toBe(true)
    const { items } = ok<ListedInstitutionListView>(
      await server.anonymous.get('/public/training-institutions?text=建安'),
    )
    expect(items).toMatchObject([{ standing: 'unknown', district: null, listPeriods: [] }])
  })

  it('cannot be claimed for with a certificate of a body that was out of its list on the day of issue', async () => {
    const operator = await desk.newTraining(46)
    const certificate = { kind: 'special_operations', number: 'SU-A-2021-9046', issuedOn: '2021-06-18' }
    const issuedBy = async (issuer: string) =>
      ok(
        await desk.institution.put(`/enrolments/${operator.enrolment.id}/certificate`, {
          ...certificate,
          issuer,
        }),
      )
    await issuedBy('演示·工匠技能 鉴定所')
    expect((await previewOf(operator)).missing[0]?.text).toBe(
      '“演示·工匠技能鉴定所”2021年6月18日不在评价机构目录里，这本证书不能申领；请问培训机构',
    )
    await issuedBy('某省的主管部门')
    expect(await previewOf(operator)).toMatchObject({ mayClaim: true, rule: { flags: expect.any(Array) } })
  })

  it('is not filed: the form says which body is out of its list on which day', async () => {
    const faultsWith = async (draft: ClassDraft) =>
      ok<FilingView>(await desk.institution.post('/institution/class-filings', { draft })).faults
    expect(await faultsWith(rebarDraft())).toEqual([])
    const draft = rebarDraft()
    await keep('jianan', period('2019-01-01', draft.startsOn))
    const exam = { ...draft.exam, body: '演示·工匠技能鉴定所' }
    expect(await faultsWith({ ...draft, exam })).toMatchObject([
      { pointer: '/startsOn', code: 'not_in_list', detail: expect.stringContaining('演示·建安培训中心') },
      { pointer: '/exam/body', code: 'not_in_list' },
    ])
    await keep('jianan', [])
    expect(await faultsWith(draft)).toEqual([])
  })
})
