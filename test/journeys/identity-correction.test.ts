import type { SessionView } from '#shared/session'
import { setOut } from '../support/journey'
import { ok, steps } from '../support/path-steps'
import { inventedId } from '../support/people'
import type { Person } from '../support/phone'
import { caller, type Caller } from '../support/server'

const journey = setOut()

/** Somebody of the demonstration, without a browser: what was before the journey. */
async function signedIn(personKey: string): Promise<Caller> {
  const anonymous = caller(journey.product.url, null)
  const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
  return caller(journey.product.url, ok<SessionView>(await anonymous.post('/sessions', { code })).token)
}

describe('a worker whose name was written wrongly, and the housing bureau', () => {
  let worker: Person
  let officer: Person
  beforeAll(async () => {
    const taught = await signedIn('worker-ready')
    await steps.attend(await signedIn('institution-jianan'), await steps.enrol(taught, 41), 1)
    worker = await journey.arrive()
    officer = await journey.arrive({ width: 320, height: 640 })
  })
  afterAll(() => Promise.all([worker.leave(), officer.leave()]))

  it('asks for it once hours are on record', async () => {
    await worker.signIn('演示·王小四')
    await worker.open('/packages/my-data/all/index')
    await worker.tap('更正身份信息')
    await worker.fill('姓名', '王晓四')
    await worker.tap('申请更正')
    await worker.sees('证件号码', { part: true })
    await worker.picture('correction-ask')
    await worker.fill('证件号码', inventedId(77))
    await worker.tap('改过名字')
    await worker.tap('申请更正')
    await worker.sees('住建部门正在核对')
    await worker.picture('correction-waiting')
  })

  it('has it put right by the bureau, which compares it with the document', async () => {
    await officer.signIn('演示·陈科员')
    await officer.open('/pages/me/index')
    await officer.tap('更正身份信息')
    await officer.sees(/改过名字/)
    await officer.picture('correction-list')
    await officer.tap(/→/)
    await officer.tap('看完整信息，对原件')
    await officer.showCode()
    await officer.sees(inventedId(77))
    await officer.picture('correction-papers')
    await officer.tap('对过原件，改')
    await officer.confirm()
    await officer.sees('没有等着更正的')
    await worker.open('/packages/my-data/correction/index')
    await worker.sees('已改好')
    await worker.picture('correction-done')
  })
})
