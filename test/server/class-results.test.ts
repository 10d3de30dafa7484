import type { ResultImportView } from '#shared/class-results'
import type { InstitutionClassView } from '#shared/classes'
import type { NotificationListView } from '#shared/notifications'
import type { EnrolmentView } from '#shared/enrolments'
import { ResultImports } from '../../server/class-results/result-import.model'
import { openDesk, type ClaimDesk } from '../support/claim-desk'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { inGbk, workbook } from '../support/roster-files'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let institution: Caller
const workers: Caller[] = []
const enrolments: EnrolmentView[] = []
let classId: string
/** Somebody's training in another class. */
let elsewhere: EnrolmentView

/** Days go by until the class is over: its results can be entered then. */
const DAY_MS = 86_400_000
let later = 0

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + later))
  desk = await openDesk(server, 60)
  institution = desk.institution
  for (const number of [1, 2, 3, 4]) {
    const worker = await joinedWorker(server, number)
    workers.push(worker)
    enrolments.push(await steps.enrol(worker, 46))
  }
  elsewhere = (await desk.newTraining(41)).enrolment
  classId = enrolments[0]?.class.id ?? ''
  const { endsOn } = await roster()
  later = Math.max(0, (Date.parse(endsOn) - Date.parse('2021-06-18')) / DAY_MS + 3) * DAY_MS
})
afterAll(() => server.stop())

const roster = async () => ok<InstitutionClassView>(await institution.get(`/institution/classes/${classId}`))
const person = (number: number) => inventedWorker(number)
const heading = ['姓名', '身份证号', '成绩', '证书种类', '证书编号', '发证日期', '有效期至', '发证机构']
const plain = (number: number, ...rest: string[]) => [
  person(number).name,
  person(number).residentIdNumber,
  ...rest,
]
const text = (...rows: string[][]) => [heading, ...rows].map((cells) => cells.join('\t')).join('\n')
const place = () => `/classes/${classId}`
const paste = async (sheet: string, passMark: number | null = null) =>
  ok<ResultImportView>(await institution.post(`${place()}/result-texts`, { text: sheet, passMark }))
const accept = (shown: ResultImportView, by = institution) =>
  by.post(`${place()}/result-imports/${shown.id}/acceptance`, { digest: shown.digest })
const codesOf = ({ rows }: ResultImportView) =>
  rows.map(({ problems }) => problems.map(({ field, code }) => `${field} ${code}`).join())

describe('a sheet of results', () => {
  it('is read from XLSX and from CSV in GBK, and nothing is entered by it', async () => {
    const rows = [heading, plain(1, '合格'), ['某某人', '', '合格']]
    const csv = rows.map((cells) => cells.join(',')).join('\r\n')
    for (const bytes of [workbook(rows), inGbk(csv)]) {
      const contentBase64 = Buffer.from(bytes).toString('base64')
      const shown = ok<ResultImportView>(await institution.post(`${place()}/result-files`, { contentBase64 }))
      expect(shown).toMatchObject({ total: 2, ready: 1, faulty: 1, unmentioned: 3, entered: null })
      expect(shown.rows[0]).toMatchObject({ standing: 'new', whoMasked: '工*人' })
    }
    expect((await roster()).roster.every(({ exam }) => exam === null)).toBe(true)
  })

  it('says of every bad row what is wrong with it, while the good ones stay', async () => {
    const shown = await paste(
      text(
        plain(1, '合格', '特种作业', 'SU-A-9001', '2021-06-20', '2023-06-19'),
        ['某某人', '', '合格'],
        ['张冠李', person(2).residentIdNumber, '合格'],
        ['', '999999198501170000', '合格'],
        plain(3, '82'),
        plain(4, '合格', '特种作业', 'su a 9001', '2021-06-20'),
        plain(1, '不合格'),
        plain(2, '合格', '健身证', 'B-123', '2031-01-01'),
      ),
    )
    expect(codesOf(shown)).toEqual([
      '',
      'name not_on_roster',
      'name name_differs',
      'idNumber wrong',
      'outcome missing',
      'number taken',
      'name repeated',
      'kind wrong,issuedOn date',
    ])
    expect(shown).toMatchObject({ ready: 1, faulty: 7 })
    expect(shown.rows[2]?.problems[0]?.detail).toContain('工*人')
  })

  it('is entered in one go, tells each person once, and again changes nothing', async () => {
    const sheet = text(
      plain(1, '90', '特种作业', 'SU-A-9001', '2021-06-20', '2023-06-19', '演示·考核站'),
      plain(2, '59'),
      ['某某人', '', '70'],
    )
    const shown = await paste(sheet, 60)
    expect(ok<ResultImportView>(await accept(shown))).toMatchObject({ entered: 2 })
    const [first, second] = (await roster()).roster
    expect(first).toMatchObject({
      exam: { passed: true },
      certificate: { number: 'SU-A-9001', issuer: '演示·考核站', expiresOn: '2023-06-19' },
    })
    expect(second?.exam).toMatchObject({ passed: false })
    const told = async (worker: Caller | undefined) =>
      ok<NotificationListView>((await worker?.get('/me/notifications')) ?? { status: 500, body: null })
        .items.map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('exam') || kind === 'certificate')
        .sort()
    expect(await told(workers[0])).toEqual(['certificate', 'exam_passed'])
    expect(ok<ResultImportView>(await accept(shown))).toMatchObject({ entered: 2 })
    expect(await paste(sheet, 60)).toMatchObject({ ready: 0, same: 2, faulty: 1 })
    expect(await told(workers[0])).toEqual(['certificate', 'exam_passed'])
    expect(await told(workers[1])).toEqual(['exam_failed'])
  })

  it('shows what it would replace, and keeps what it does not mention', async () => {
    const shown = await paste(text(plain(1, '', '特种作业', 'SU-A-9001', '2021-06-21'), plain(2, '合格')))
    expect(shown.rows.map(({ standing, replacing }) => [standing, replacing.length])).toEqual([
      ['change', 1],
      ['change', 1],
    ])
    ok(await accept(shown))
    expect((await roster()).roster[0]?.certificate).toMatchObject({
      issuedOn: '2021-06-21',
      issuer: '演示·考核站',
      expiresOn: '2023-06-19',
    })
  })

  it('is not entered when the roster has changed since it was shown', async () => {
    const shown = await paste(text(plain(3, '合格'), plain(4, '合格')))
    const result = { passed: false, examinedOn: '2021-06-21' }
    ok(await institution.put(`/enrolments/${enrolments[3]?.id}/exam-result`, result))
    const reply = await accept(shown)
    expect([reply.status, (reply.body as { code: string }).code]).toEqual([409, 'changed_meanwhile'])
    expect((await roster()).roster[2]?.exam).toBeNull()
  })

  it('leaves a certificate alone that stands with somebody of another class', async () => {
    const body = { kind: 'special_operations', number: 'SU-A-7777', issuedOn: '2021-06-20' }
    ok(await institution.put(`/enrolments/${elsewhere.id}/certificate`, body))
    const shown = await paste(text(plain(3, '', '特种作业', 'SU-A-7777', '2021-06-20')))
    expect(codesOf(shown)).toEqual(['number taken'])
    expect((await accept(shown)).status).toBe(409)
  })

  it.each([
    ['without a heading', '工甲人\t合格'],
    ['without anybody', heading.join('\t')],
  ])('%s is refused in plain words', async (_name, sheet) => {
    const reply = await institution.post(`${place()}/result-texts`, { text: sheet })
    expect([reply.status, (reply.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('列名'),
    ])
  })

  it('is seen by its own institution alone, and lies encrypted', async () => {
    const shown = await paste(text(plain(3, '合格')))
    const stranger = await server.as('institution-gangcheng')
    expect((await stranger.get(`${place()}/result-imports/${shown.id}`)).status).toBe(404)
    expect((await accept(shown, stranger)).status).toBe(404)
    expect((await stranger.post(`${place()}/result-texts`, { text: 'x' })).status).toBe(404)
    const stored = JSON.stringify(await ResultImports.find().lean())
    expect([stored.includes(person(3).name), stored.includes(person(3).residentIdNumber)]).toEqual([
      false,
      false,
    ])
  })
})
