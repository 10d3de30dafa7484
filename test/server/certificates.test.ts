import type { CertificateCheckView, GateCodeView, HeldCertificateView } from '#shared/certificates'
import type { CrewMemberListView, CrewMemberView, CrewView } from '#shared/crews'
import type { EnrolmentView } from '#shared/enrolments'
import { HeldCertificates } from '../../server/certificates/held-certificate.model'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { createLogger } from '../../server/logger'
import { createCertificateSiteClient } from '../../server/certificate-site/certificate-site.client'
import { remindOfExpiry } from '../../server/certificates/certificate-reminder.service'
import { lookUpDueCertificates } from '../../server/certificates/look-up.service'
import { openRightsDesk } from '../support/rights-desk'
import {
  startCertificateSite,
  type CertificateSiteFault,
  type CertificateSiteSimulator,
} from '../../server/simulators/certificates/certificate-site-simulator'
import { codeOf, employment, openDesk, type ClaimDesk } from '../support/claim-desk'
import { add, holdersOf, putOnFile, toldTo, walletOf, type Holder } from '../support/certificate-holders'
import { inventedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

const KEY = 'key-of-the-certificate-tests'
const PAGE = 'http://127.0.0.1/#/packages/certificates/check/index'

let site: CertificateSiteSimulator
let server: TestServer
let desk: ClaimDesk
let later = 0

beforeAll(async () => {
  site = await startCertificateSite({ apiKey: KEY, records: [] })
  const settings = { CERTIFICATE_SITE_URL: site.baseUrl, CERTIFICATE_SITE_KEY: KEY }
  server = await startTestServer(settings, () => new Date(Date.now() + later))
  desk = await openDesk(server, 300)
})
afterAll(() => server.stop().then(() => site.close()))

const newHolder = holdersOf(() => server, 101)
const onFile = (holder: Holder, number: string, more: object = {}) => putOnFile(site, holder, number, more)
const lookUp = ({ worker }: Holder, { id }: { id: string }) => worker.post(`/me/certificates/${id}/look-ups`)
const code = async ({ worker }: Holder, { id }: { id: string }) =>
  ok<GateCodeView>(await worker.get(`/me/certificates/${id}/gate-code?page=${encodeURIComponent(PAGE)}`))
const check = (token: string) => server.anonymous.get(`/public/certificate-checks/${token}`)

/** What a process works with so many days from now. */
async function processIn(days: number) {
  const { deployment, ...deps } = await openRightsDesk(server).processIn(days)
  const account = { baseUrl: site.baseUrl, apiKey: KEY }
  const lookUpCertificate = createCertificateSiteClient({ account, log: createLogger('silent') })
  return { ...deps, deployment: { ...deployment, lookUpCertificate } }
}

describe('a certificate that somebody adds', () => {
  it('proves nothing until the national site has confirmed it, and then tells what that says', async () => {
    const holder = await newHolder()
    onFile(holder, 'Y-2021-0001', { expiresOn: '2024-05-09' })
    const added = await add(holder, 'y-2021-0001')
    expect(added).toMatchObject({ standing: 'unverified', validity: 'unproven', mayRemove: true })
    expect(ok<HeldCertificateView>(await lookUp(holder, added))).toMatchObject({
      ...{ standing: 'verified', validity: 'valid', title: '中级工（四级）证书', trade: '钢筋工' },
      ...{ issuer: '演示·评价中心', issuedOn: '2021-05-10', expiresOn: '2024-05-09' },
    })
  })

  it('is the same when it is added again, in another spelling', async () => {
    const holder = await newHolder()
    const { id } = await add(holder, 'Y-2021-0002')
    expect((await add(holder, 'ｙ2021 0002')).id).toBe(id)
    expect(await walletOf(holder.worker)).toHaveLength(1)
  })

  it.each<[string, object, string]>([
    ['the name', { name: '别的人' }, '姓名'],
    ['the kind', { kind: '建筑施工特种作业操作资格证' }, '特种作业'],
  ])('differs when %s does, and takes nothing over', async (_name, more, words) => {
    const holder = await newHolder()
    onFile(holder, `D-${holder.number}`, more)
    const added = await add(holder, `D-${holder.number}`)
    const answered = ok<HeldCertificateView>(await lookUp(holder, added))
    expect(answered).toMatchObject({ standing: 'differs', validity: 'unproven', issuer: null })
    expect(answered.standingText).toContain(words)
  })

  it('is not found under another person’s identity number', async () => {
    const [owner, thief] = [await newHolder(), await newHolder()]
    onFile(owner, 'T-0001')
    const stolen = await add(thief, 'T-0001')
    expect(ok<HeldCertificateView>(await lookUp(thief, stolen)).standing).toBe('not_found')
    const own = await add(owner, 'T-0001')
    expect(ok<HeldCertificateView>(await lookUp(owner, own)).standing).toBe('verified')
    const third = await newHolder()
    const body = { kind: 'level', number: 'T-0001', consent: true }
    const reply = await third.worker.post('/me/certificates', body)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'already_used'])
  })

  it('that was revoked is not valid, and its owner is told', async () => {
    const holder = await newHolder()
    onFile(holder, 'R-0001', { isRevoked: true })
    const added = await add(holder, 'R-0001')
    expect(ok<HeldCertificateView>(await lookUp(holder, added))).toMatchObject({
      standing: 'revoked',
      validity: 'revoked',
    })
    expect(await toldTo(holder.worker)).toContain('certificate_revoked')
  })

  it.each<CertificateSiteFault>([
    { kind: 'down' },
    { kind: 'busy' },
    { kind: 'garbage' },
    { kind: 'half' },
    { kind: 'flood' },
    { kind: 'elsewhere' },
  ])('keeps its owner waiting while the site is $kind, and is looked up again by itself', async (fault) => {
    const holder = await newHolder()
    const number = `F-${fault.kind}`
    onFile(holder, number)
    const added = await add(holder, number)
    await HeldCertificates.updateMany(
      { _id: { $ne: added.id } },
      { nextLookUpAt: new Date(Date.now() + 9e9) },
    )
    site.fault(fault)
    expect(ok<HeldCertificateView>(await lookUp(holder, added)).standing).toBe('lookup_failed')
    await HeldCertificates.updateOne({ _id: added.id }, { nextLookUpAt: new Date(0) })
    expect(await lookUpDueCertificates(await processIn(0))).toBeGreaterThan(0)
    expect((await walletOf(holder.worker))[0]?.standing).toBe('verified')
    expect(await toldTo(holder.worker)).toContain('certificate_verified')
  })

  it('keeps what the site has confirmed while the site cannot be asked', async () => {
    const holder = await newHolder()
    onFile(holder, 'K-0001')
    const added = await add(holder, 'K-0001')
    ok(await lookUp(holder, added))
    site.fault({ kind: 'down' })
    await HeldCertificates.updateOne({ _id: added.id }, { lastAskedAt: null })
    expect(ok<HeldCertificateView>(await lookUp(holder, added)).standing).toBe('verified')
  })

  it('is looked up by hand once a minute', async () => {
    const holder = await newHolder()
    const added = await add(holder, 'M-0001')
    expect((await lookUp(holder, added)).status).toBe(200)
    expect((await lookUp(holder, added)).status).toBe(429)
  })

  it('needs an identity, and is taken out again by its owner alone', async () => {
    const bare = await server.as('worker-new')
    const body = { kind: 'level', number: 'I-0001', consent: true }
    expect(codeOf(await bare.post('/me/certificates', body))).toBe('identity_needed')
    const [holder, stranger] = [await newHolder(), await newHolder()]
    const { id } = await add(holder, 'I-0002')
    ok(await stranger.worker.delete(`/me/certificates/${id}`))
    expect(await walletOf(holder.worker)).toHaveLength(1)
    expect((await lookUp(stranger, { id })).status).toBe(404)
    ok(await holder.worker.delete(`/me/certificates/${id}`))
    ok(await holder.worker.delete(`/me/certificates/${id}`))
    expect(await walletOf(holder.worker)).toEqual([])
  })

  it('says nothing of numbers and names in the log', () => {
    expect(server.logged.join('\n')).not.toMatch(/Y-2021-0001|工.人/)
  })
})

describe('a certificate of a class', () => {
  it('is in its holder’s wallet, counts before the site has it, and follows when it is mended', async () => {
    const { worker, enrolment } = await desk.newTraining(46)
    const [held] = await walletOf(worker)
    expect(held).toMatchObject({
      source: 'class',
      validity: 'valid',
      mayRemove: false,
      trade: expect.any(String),
    })
    await steps.certify(desk.institution, enrolment, 'SU-A-2021-8888')
    const [mended, ...others] = await walletOf(worker)
    expect([mended?.id, mended?.number, others]).toEqual([held?.id, 'SU-A-2021-8888', []])
    expect((await worker.delete(`/me/certificates/${held?.id ?? ''}`)).status).toBe(409)
  })

  it('takes the place of the same number that the holder had added', async () => {
    const holder = await newHolder()
    await add(holder, 'SU-B-0001', 'special_operations')
    const enrolment = await enrolled(holder)
    await steps.certify(desk.institution, enrolment, 'SU-B-0001')
    expect(await walletOf(holder.worker)).toMatchObject([{ source: 'class', number: 'SU-B-0001' }])
  })

  it('cannot bear a number that the site has confirmed for somebody else', async () => {
    const [owner, other] = [await newHolder(), await newHolder()]
    onFile(owner, 'SU-C-0001', { kind: '特种作业操作证', level: null })
    ok(await lookUp(owner, await add(owner, 'SU-C-0001', 'special_operations')))
    const enrolment = await enrolled(other)
    const body = { kind: 'special_operations', number: 'su c 0001'.replace(/ /g, ''), issuedOn: '2021-06-18' }
    const reply = await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, body)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'already_used'])
    expect(await walletOf(other.worker)).toEqual([])
  })

  it('that was entered before there were wallets is put into them', async () => {
    const { fileOlderCertificates } = await import('../../server/enrolments/class-certificates')
    const { inTransaction } = await import('../../server/mongo')
    const { worker, enrolment } = await desk.newTraining(46)
    const details = { 'certificate.level': '', 'certificate.issuer': '', 'certificate.expiresOn': '' }
    await Enrolments.updateOne({ _id: enrolment.id }, { $unset: details })
    await HeldCertificates.deleteMany({ enrolmentId: enrolment.id })
    const moment = { now: new Date(), programmeNow: new Date(), today: '2021-06-18' }
    await fileOlderCertificates(moment, inTransaction)
    await fileOlderCertificates(moment, inTransaction)
    expect(await walletOf(worker)).toMatchObject([{ source: 'class', standing: 'unverified' }])
  })
})

async function enrolled({ worker }: Holder): Promise<EnrolmentView> {
  ok(await worker.put('/me/employment', employment('HT-9')))
  return steps.enrol(worker, 46)
}

describe('the code at the gate', () => {
  it('shows without signing in whether the certificate is good, and no number', async () => {
    const holder = await newHolder()
    onFile(holder, 'G-0001', { expiresOn: '2021-07-18' })
    const added = await add(holder, 'G-0001')
    const { token } = await code(holder, added)
    const before = ok<CertificateCheckView>(await check(token))
    expect(before).toMatchObject({ nameMasked: '工**', validity: 'unproven', trade: null })
    ok(await lookUp(holder, added))
    const shown = ok<CertificateCheckView>(await check(token))
    expect(shown).toMatchObject({ validity: 'valid', trade: '钢筋工', expiresOn: '2021-07-18', daysLeft: 30 })
    const { residentIdNumber, mobileNumber, name } = inventedWorker(holder.number)
    for (const secret of [residentIdNumber, mobileNumber, name, 'G-0001'])
      expect(JSON.stringify(shown)).not.toContain(secret)
  })

  it('is over after two minutes, and cannot be made or changed', async () => {
    const holder = await newHolder()
    const [mine, other] = [await add(holder, 'G-0002'), await add(holder, 'G-0003')]
    const { token } = await code(holder, mine)
    const [id = '', until = '', seal = ''] = token.split('.')
    const forged = [
      `${other.id}.${until}.${seal}`,
      `${id}.zzzzzz.${seal}`,
      `${id}.${until}.${'A'.repeat(22)}`,
    ]
    for (const each of forged) expect((await check(each)).status).toBe(404)
    later += 121_000
    const reply = await check(token)
    expect([reply.status, (reply.body as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('过期'),
    ])
    ok(await check((await code(holder, mine)).token))
  })

  it('is made for its owner alone, and shows nothing any more once the certificate is taken out', async () => {
    const [holder, stranger] = [await newHolder(), await newHolder()]
    const added = await add(holder, 'G-0004')
    const { token, drawing } = await code(holder, added)
    expect(drawing.size).toBeGreaterThan(20)
    const page = encodeURIComponent(PAGE)
    expect((await stranger.worker.get(`/me/certificates/${added.id}/gate-code?page=${page}`)).status).toBe(
      404,
    )
    expect((await holder.worker.get(`/me/certificates/${added.id}/gate-code?page=x`)).status).toBe(422)
    ok(await holder.worker.delete(`/me/certificates/${added.id}`))
    expect((await check(token)).status).toBe(404)
  })
})

describe('the last day of a certificate', () => {
  it('is told 90, 30 and 7 days before, once each, and not of one that is not proven', async () => {
    const [holder, unproven] = [await newHolder(), await newHolder()]
    onFile(holder, 'E-0001', { expiresOn: '2021-10-01' })
    ok(await lookUp(holder, await add(holder, 'E-0001')))
    const doubtful = await add(unproven, 'E-0002')
    await HeldCertificates.updateOne({ _id: doubtful.id }, { expiresOn: '2021-07-01' })
    const told = async ({ worker }: Holder) =>
      (await toldTo(worker)).filter((kind) => kind === 'certificate_expiring').length
    const counts: number[] = []
    for (const days of [0, 16, 16, 76, 99, 105, 106]) {
      await remindOfExpiry(await processIn(days))
      counts.push(await told(holder))
    }
    expect(counts).toEqual([0, 1, 1, 2, 3, 3, 3])
    expect(await told(unproven)).toBe(0)
  })

  it('is the last on which it is good', async () => {
    const holder = await newHolder()
    onFile(holder, 'E-0003', { expiresOn: '2021-06-18' })
    const held = ok<HeldCertificateView>(await lookUp(holder, await add(holder, 'E-0003')))
    expect(held).toMatchObject({ validity: 'valid', daysLeft: 0 })
    await HeldCertificates.updateOne({ _id: held.id }, { expiresOn: '2021-06-17' })
    expect(await walletOf(holder.worker)).toMatchObject([{ validity: 'expired', daysLeft: -1 }])
  })
})

describe('a foreman', () => {
  it('sees who may work by certificates that are proven and not over, from wherever they come', async () => {
    const [foreman, holder] = [await newHolder(), await newHolder()]
    const body = { name: '塔吊班', siteName: '东海三期', employerName: '演示建设公司' }
    const crew = ok<CrewView>(await foreman.worker.post('/crews', body))
    const { name, residentIdNumber } = inventedWorker(holder.number)
    const text = `姓名\t身份证号\n${name}\t${residentIdNumber}`
    ok(await foreman.worker.post(`/crews/${crew.id}/roster-pastes`, { text }))
    const row = async () =>
      ok<CrewMemberListView>(await foreman.worker.get(`/crews/${crew.id}/members`)).items[0]
    const id = (await row())?.id ?? ''
    ok(await holder.worker.post(`/me/crew-places/${id}/confirmation`))
    const place = `/crews/${crew.id}/members/${id}/trade`
    const { tradeName: trade } = ok<CrewMemberView>(await foreman.worker.put(place, { trade: '开塔吊的' }))
    onFile(holder, 'C-0001', { kind: '特种作业操作证', level: null, trade, expiresOn: '2021-12-01' })
    const added = await add(holder, 'C-0001', 'special_operations')
    expect((await row())?.mayWork).toBe(false)
    ok(await lookUp(holder, added))
    expect((await row())?.mayWork).toBe(true)
    const { coverage } = ok<CrewView>(await foreman.worker.get(`/crews/${crew.id}`))
    expect(coverage.haveCertificate).toBe(1)
    await HeldCertificates.updateOne({ _id: added.id }, { expiresOn: '2021-06-17' })
    expect(await row()).toMatchObject({ mayWork: false, stuck: expect.stringContaining('没有有效的证书') })
  })
})
