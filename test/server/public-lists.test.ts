import Papa from 'papaparse'
import type { ClassListView } from '#shared/classes'
import type {
  EvaluationBodyListView,
  ListedInstitutionListView,
  ListedInstitutionView,
  TrainingProjectListView,
} from '#shared/public-lists'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { Institutions } from '../../server/institutions/institution.model'
import { measureInstitutions } from '../../server/public-lists/institution-record.service'
import { codeOf, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const INSTITUTIONS = '/public/training-institutions'
const institutions = async (query = '') =>
  ok<ListedInstitutionListView>(await server.anonymous.get(`${INSTITUTIONS}${query}`))
const bodies = async (query = '') =>
  ok<EvaluationBodyListView>(await server.anonymous.get(`/public/evaluation-bodies${query}`))
const projects = async (query = '') =>
  ok<TrainingProjectListView>(await server.anonymous.get(`/public/training-projects${query}`))
const namesOf = ({ items }: { items: readonly { name: string }[] }) => items.map(({ name }) => name)
const rowsOf = (text: string) => Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trimEnd()).data
const jianan = async () => {
  const found = (await institutions('?text=建安')).items[0]
  if (!found) throw new Error('No such institution')
  return found
}

describe('GET /public/training-institutions', () => {
  it('shows everybody, without signing in, what is in the list today before what is not', async () => {
    const { items, total } = await institutions()
    expect(total).toBe(5)
    expect(items.map(({ standing }) => standing)).toEqual([
      'listed',
      'listed',
      'listed',
      'unknown',
      'outside',
    ])
    expect(items.at(-1)).toMatchObject({
      name: '演示·灌云装配式建筑实训基地',
      kind: 'practice_base',
      listPeriods: [
        { from: '2019-06-01', until: '2020-12-31', endDocument: expect.stringContaining('调整') },
      ],
    })
    expect(items.every(({ isDemo }) => isDemo)).toBe(true)
  })

  it('is filtered by type, district, standing, trade and words, and says what it does not know', async () => {
    await measureInstitutions(await openRightsDesk(server).processIn(0))
    expect(namesOf(await institutions('?kind=college'))).toEqual(['演示·港城技工学校'])
    expect(namesOf(await institutions('?district=东海县'))).toEqual(['演示·砖细技能大师工作室'])
    expect(namesOf(await institutions('?standing=outside'))).toEqual(['演示·灌云装配式建筑实训基地'])
    expect(namesOf(await institutions('?trade=46'))).toEqual(['演示·建安培训中心'])
    expect(namesOf(await institutions('?text=培训 赣榆'))).toEqual(['演示·苏北建工企业培训中心'])
    expect((await institutions('?text=没有')).items).toEqual([])
    expect(codeOf(await server.anonymous.get(`${INSTITUTIONS}?kind=school`))).toBe('invalid_fields')
    expect(codeOf(await server.anonymous.get(`${INSTITUTIONS}?cursor=nobody`))).toBe('not_found')
  })

  it('is sent once to whoever has it already', async () => {
    const first = await server.anonymous.get(INSTITUTIONS)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const again = await fetch(`${server.url}/api${INSTITUTIONS}`, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
  })

  it('gives how many passed and how long the money took, from five cases up and as measured by the job', async () => {
    const deps = await openRightsDesk(server).processIn(0)
    const recordOf = async () =>
      ok<ListedInstitutionView>(await server.anonymous.get(`${INSTITUTIONS}/${(await jianan()).id}`)).record
    const { enrolment } = await desk.newTraining()
    for (let count = 1; count < 4; count += 1) await desk.newTraining()
    await measureInstitutions(deps)
    expect(await recordOf()).toMatchObject({ examined: 4, passPercent: null, medianDays: null })
    const last = await desk.newPayable()
    await steps.pay(desk.finance, await steps.batch(desk, [last.claim]))
    await Enrolments.updateOne({ _id: enrolment.id }, { $set: { 'exam.passed': false } })
    expect(await recordOf()).toMatchObject({ examined: 4 })
    await measureInstitutions(deps)
    expect(await recordOf()).toMatchObject({
      examined: 5,
      passPercent: 80,
      paidClaims: 1,
      medianDays: null,
    })
  })
})

describe('GET /classes?institutionId=', () => {
  it('gives the open classes of one institution alone', async () => {
    const { id } = await jianan()
    const { items } = ok<ClassListView>(await server.anonymous.get(`/classes?institutionId=${id}`))
    expect(items.length).toBeGreaterThan(0)
    expect(new Set(items.map(({ institution }) => institution.id))).toEqual(new Set([id]))
    expect(codeOf(await server.anonymous.get('/classes?institutionId=jianan'))).toBe('invalid_fields')
  })
})

describe('the lists as files', () => {
  it('open in a sheet programme with every line, and nothing in them runs', async () => {
    await Institutions.updateOne({ code: 'zhuanxi' }, { $set: { name: '=1+1,"演示"' } })
    const reply = await server.anonymous.get(`${INSTITUTIONS}.csv`)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="training-institutions.csv"')
    const bytes = new Uint8Array(
      await (await fetch(`${server.url}/api${INSTITUTIONS}.csv?kind=college`)).arrayBuffer(),
    )
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [heads = [], ...rows] = rowsOf(reply.body)
    expect(heads.slice(0, 3)).toEqual(['名称', '类型', '区县'])
    expect(rows).toHaveLength(5)
    expect(rows.map(([name]) => name)).toContain(`'=1+1,"演示"`)
    expect(rows.every((row) => row.length === heads.length)).toBe(true)
  })

  it('hold the other two lists as well, by the same filters', async () => {
    const rows = rowsOf((await server.anonymous.get('/public/training-projects.csv?category=燃气')).body)
    expect(rows).toHaveLength(12)
    const [, body] = rowsOf(
      (await server.anonymous.get('/public/evaluation-bodies.csv?district=灌南县')).body,
    )
    expect(body?.[2]).toBe('职业资格或技能等级证书5、4级：39、41、42')
  })
})

describe('GET /public/evaluation-bodies', () => {
  it('finds who may assess a trade at a level, in one and the same scope', async () => {
    expect(namesOf(await bodies('?trade=41&level=3'))).toEqual(['演示·建设职业技能评价中心'])
    expect(namesOf(await bodies('?trade=41&level=5&standing=outside'))).toEqual(['演示·工匠技能鉴定所'])
    expect(namesOf(await bodies('?trade=130&level=5'))).toEqual([])
    expect(namesOf(await bodies('?kind=special_skill'))).toEqual(['演示·建设职业技能评价中心'])
    const [found] = (await bodies('?text=建评')).items
    expect(ok(await server.anonymous.get(`/public/evaluation-bodies/${found?.id ?? ''}`))).toEqual(found)
    expect(codeOf(await server.anonymous.get('/public/evaluation-bodies/0123456789abcdef01234567'))).toBe(
      'not_found',
    )
  })
})

describe('GET /public/training-projects', () => {
  it('is the annex of the policy in force, page by page, each row with what pays for it', async () => {
    const seqs: number[] = []
    let cursor: string | null = null
    do {
      const page: TrainingProjectListView = await projects(cursor === null ? '' : `?cursor=${cursor}`)
      expect(page.total).toBe(181)
      seqs.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seqs).toEqual(Array.from({ length: 181 }, (_, index) => index + 1))
  })

  it('says hours, certificate, sum, clause and since when', async () => {
    const [rebar] = (await projects('?text=钢筋工')).items
    expect(rebar).toMatchObject({
      seq: 41,
      hoursTenths: 400,
      certificates: [],
      amountFen: 50000,
      isUpTo: false,
    })
    expect(rebar).toMatchObject({ clause: '（十一）', listedFrom: '2020-07-06', listedUntil: null })
    const [crane] = (await projects('?text=塔')).items
    expect(crane).toMatchObject({ isUpTo: true, certificates: ['建筑施工特种作业人员证'] })
  })
})

describe('keeping the lists', () => {
  const DESK = '/public-lists/training-institutions'
  const details = {
    district: '灌南县',
    address: '灌南县新路8号',
    phone: '0518-00000108',
    location: null,
    credit: null,
  }
  const fresh = {
    ...{ name: '演示·灌南新机构', kind: 'social_body', inCity: true, ...details },
    entry: { from: '2021-06-01', document: '演示·目录2021年第5号' },
  }

  it('is for the bureaux, who show the second factor, and no entry goes without its document', async () => {
    expect(codeOf(await desk.institution.post(DESK, fresh))).toBe('not_allowed')
    expect(codeOf(await (await server.asUnverified('hr-officer')).post(DESK, fresh))).toBe(
      'second_factor_needed',
    )
    const blank = await desk.hr.post(DESK, { ...fresh, entry: { ...fresh.entry, document: ' ' } })
    expect(pointersOf(blank)).toEqual(['/entry/document'])
  })

  it('enters a body with its citation, describes it, ends its time, and lets nobody in twice at once', async () => {
    const { id } = ok<{ id: string }>(await desk.hr.post(DESK, fresh))
    expect(pointersOf(await desk.hr.post(DESK, { ...fresh, name: '演示·灌南 新机构' }))).toEqual(['/name'])
    const see = async () => ok<ListedInstitutionView>(await server.anonymous.get(`${INSTITUTIONS}/${id}`))
    expect(await see()).toMatchObject({ standing: 'listed', record: null, ...details })
    ok(await desk.housing.put(`${DESK}/${id}`, { ...details, phone: '0518-00000109' }))
    const again = { from: '2021-06-10', document: '演示·目录2021年第6号' }
    expect(pointersOf(await desk.housing.post(`${DESK}/${id}/entries`, again))).toEqual(['/from'])
    const entryId = (await see()).listPeriods[0]?.id ?? ''
    const end = (until: string) =>
      desk.housing.post(`${DESK}/${id}/entries/${entryId}/end`, { until, document: '演示·目录2021年第7号' })
    expect(pointersOf(await end('2021-05-31'))).toEqual(['/until'])
    ok(await end('2021-06-17'))
    expect(codeOf(await end('2021-06-16'))).toBe('not_in_this_state')
    expect(await see()).toMatchObject({ standing: 'outside', phone: '0518-00000109' })
    ok(await desk.housing.post(`${DESK}/${id}/entries`, { ...again, from: '2021-06-18' }))
    expect(await see()).toMatchObject({
      standing: 'listed',
      listPeriods: [
        { from: '2021-06-01', until: '2021-06-17', endDocument: '演示·目录2021年第7号' },
        { from: '2021-06-18', until: null, document: again.document },
      ],
    })
  })

  it('puts right a time that was typed wrongly, and shows what stood there and why it was changed', async () => {
    const { id } = ok<{ id: string }>(await desk.hr.post(DESK, { ...fresh, name: '演示·灌南另一家' }))
    const see = async () => ok<ListedInstitutionView>(await server.anonymous.get(`${INSTITUTIONS}/${id}`))
    const entryId = (await see()).listPeriods[0]?.id ?? ''
    const { document } = fresh.entry
    const right = { from: '2021-05-01', until: null, document, endDocument: null, reason: '月份写错了' }
    const correct = (body: object, by = desk.housing) => by.put(`${DESK}/${id}/entries/${entryId}`, body)
    expect(codeOf(await correct(right, desk.institution))).toBe('not_allowed')
    expect(pointersOf(await correct({ ...right, reason: ' ' }))).toEqual(['/reason'])
    expect(pointersOf(await correct({ ...right, from: '2021-06-01' }))).toEqual(['/from'])
    expect(pointersOf(await correct({ ...right, until: '2021-06-05' }))).toEqual(['/endDocument'])
    const ended = { ...right, until: '2021-04-30', endDocument: '演示·目录2021年第8号' }
    expect(pointersOf(await correct(ended))).toEqual(['/until'])
    ok(await correct(right))
    const today = (await see()).listPeriods[0]?.corrections[0]?.correctedOn
    expect(today).toMatch(/^2021-06-/)
    expect((await see()).listPeriods).toEqual([
      {
        ...{ id: entryId, from: '2021-05-01', until: null, document, endDocument: null },
        corrections: [{ from: '2021-06-01', until: null, reason: '月份写错了', correctedOn: today }],
      },
    ])
    const earlier = { from: '2021-04-01', document }
    expect(pointersOf(await desk.housing.post(`${DESK}/${id}/entries`, earlier))).toEqual(['/from'])
    ok(await correct({ ...ended, until: '2021-06-17' }))
    expect(await see()).toMatchObject({ standing: 'outside' })
    ok(await desk.housing.post(`${DESK}/${id}/entries`, { from: '2021-06-18', document }))
    expect(pointersOf(await correct(right))).toEqual(['/from'])
  })

  it('does the same for evaluation bodies, with what they may assess', async () => {
    const { entry } = fresh
    const named = { name: '演示·灌南评价所', otherNames: [] }
    const body = { ...named, ...details, entry, assesses: [scopeOf('level', [5])] }
    const path = '/public-lists/evaluation-bodies'
    expect(pointersOf(await desk.hr.post(path, { ...body, assesses: [scopeOf('competency', [5])] }))).toEqual(
      ['/assesses/0/levels'],
    )
    const { id } = ok<{ id: string }>(await desk.hr.post(path, body))
    expect(pointersOf(await desk.hr.post(path, { ...body, otherNames: ['演示·建评中心'] }))).toContain(
      '/name',
    )
    ok(await desk.hr.put(`${path}/${id}`, { ...details, credit: null }))
    expect(namesOf(await bodies('?trade=77&level=5'))).toEqual([body.name, '演示·建设职业技能评价中心'])
  })
})

function scopeOf(kind: string, levels: number[]) {
  return { kind, tradeSeqs: [77], levels }
}
