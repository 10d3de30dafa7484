import type { ClaimReplayView } from '#shared/claim-replay'
import type { ClaimView } from '#shared/claims'
import type { EstimateView } from '#shared/policy-estimates'
import type { SessionView } from '#shared/session'
import { setOut } from '../support/journey'
import { ok, steps } from '../support/path-steps'
import type { Person } from '../support/phone'
import { caller, type Caller } from '../support/server'

const journey = setOut()
const desk = { width: 1280, height: 900 }
const facts = { tradeSeq: 41, hours: { onsite: 40 }, examPassed: true, examinedOn: '2021-06-18' }
let editor: Person
let reviewer: Person
let approver: Person
let worker: Caller
let claim: ClaimView
let draft: string

beforeAll(async () => {
  worker = await signedIn('worker-ready')
  claim = await rebarClaim()
  editor = await atDesk('演示·沈科员')
  reviewer = await atDesk('演示·许科员')
  approver = await atDesk('演示·唐处长')
}, 60_000)

it('begins as a copy of the version in force, and asks for the source of every new figure', async () => {
  await editor.tap('照现在的起草新版')
  await editor.tap('（十一）重点领域技能培训补贴')
  await fill(editor, '金额（元）', '600')
  await editor.sees('原来：500元 → 现在：600元')
  await editor.sees('这句话里没有“600”，请换成写着新数的原话。')
  await editor.page.locator('[aria-label^="改出处：金额（元）"]:visible').click()
  await fill(editor, '原文', '按每人600元标准给予补贴')
  await editor.picture('20-policy-draft')
  await editor.tap('附件一起改成600元')
  await save(editor, '新文件把（十一）提到600元')
  await editor.tap('去看验算和比对')
  draft = /id=([0-9a-f]{24})/.exec(editor.page.url())?.[1] ?? ''
  await editor.sees('原来：500元', { part: true })
  expect(draft).not.toBe('')
})

it('goes nowhere while a worked case comes out otherwise than expected', async () => {
  await editor.tap('验算')
  await editor.sees('有对不上的')
  await editor.sees('有案例算出来和预期不一样，请改好再验算')
  await editor.picture('21-policy-case-fails')
  await editor.tap('修改内容')
  await editor.tap('案例')
  await editor.tap('案例预期按600元改')
  await save(editor, '案例跟着条款改')
  await editor.tap('去看验算和比对')
  await editor.tap('验算')
  await editor.sees('全部对上')
})

it('shows what it would do to claims that exist, one by one', async () => {
  await editor.tap('比对')
  await editor.sees('金额变多：1件')
  await editor.tap('金额变多：1件')
  await editor.sees('原来：', { part: true })
  await editor.tap('钢筋工')
  await editor.sees(claim.claimNo)
  await editor.picture('22-policy-difference')
  expect(await editor.reads()).toMatch(/原来：.*500元.*新版：.*600元/)
})

it('is not reviewed by whoever wrote it, but by another person', async () => {
  await editor.open(`/packages/policy/version/index?id=${draft}`)
  await editor.sees('修改内容')
  expect(await editor.reads()).not.toContain('复核通过')
  await reviewer.open(`/packages/policy/version/index?id=${draft}`)
  await reviewer.tap('复核通过')
  await reviewer.write('改动和新文件一致')
  await inSheet(reviewer, '复核通过')
  await reviewer.confirm()
  await reviewer.showCode()
  await reviewer.sees('已复核')
})

it('is approved and signed by a third person, who sees the sums before and after', async () => {
  await approver.open(`/packages/policy/version/index?id=${draft}`)
  await approver.picture('23-policy-review')
  await approver.tap('批准')
  await inSheet(approver, '批准')
  await approver.confirm()
  await approver.showCode()
  await approver.sees('已批准')
  await approver.tap('看过了，签字')
  await approver.write('看过会变的那一件，符合新文件')
  await inSheet(approver, '签字')
  await approver.confirm()
  await approver.sees('演示·唐处长已签字')
})

it('is scheduled, taken back, and put in force', async () => {
  await approver.tap('定生效日')
  await fill(approver, '从哪天起', '2021-06-18')
  await inSheet(approver, '定生效日')
  await approver.confirm()
  await approver.sees('生效日最早是明天', { part: true })
  await fill(approver, '从哪天起', '2021-06-19')
  await inSheet(approver, '定生效日')
  await approver.confirm()
  await approver.sees('已定生效日')
  await approver.tap('撤销生效日')
  await approver.write('今天就要用')
  await inSheet(approver, '撤销生效日')
  await approver.confirm()
  await approver.sees('已批准')
  await approver.tap('今天就启用')
  await inSheet(approver, '今天就启用')
  await approver.confirm()
  await approver.sees('执行中')
})

it('leaves an old claim its sum to the fen, and answers new questions', async () => {
  const replay = ok<ClaimReplayView>(await worker.get(`/claims/${claim.id}/replay`))
  expect(replay).toMatchObject({ isSame: true, isOlderVersion: true, policy: { version: 1 } })
  expect(replay.replayed.amount?.fen).toBe(50_000)
  expect(ok<ClaimView>(await worker.get(`/claims/${claim.id}`)).amount.fen).toBe(50_000)
  const estimate = ok<EstimateView>(await worker.post('/estimate', { facts }))
  expect(estimate.policy.version).toBe(2)
  expect(estimate.candidates.find((each) => each.rule === 'R11-1')?.amount.fen).toBe(60_000)
})

it('tells everybody which version holds now, and which one held before', async () => {
  const anybody = await journey.arrive()
  await anybody.open('/packages/policy/list/index')
  await anybody.sees('第2版')
  await anybody.picture('24-policy-versions')
  expect(await anybody.reads()).toMatch(/现在执行的.*第2版.*2021年6月18日起用.*以前的.*第1版/)
  await anybody.leave()
})

async function signedIn(personKey: string): Promise<Caller> {
  const anonymous = caller(journey.product.url, null)
  const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
  return caller(journey.product.url, ok<SessionView>(await anonymous.post('/sessions', { code })).token)
}

/** A claim of 500元 for row 41, made before anything changes. */
async function rebarClaim(): Promise<ClaimView> {
  const institution = await signedIn('institution-jianan')
  const enrolment = await steps.enrol(worker, 41)
  await steps.attend(institution, enrolment)
  await steps.passExam(institution, enrolment)
  return steps.claim(worker, enrolment)
}

async function atDesk(name: string): Promise<Person> {
  const person = await journey.arrive(desk)
  await person.signIn(name)
  await person.sees('现在执行的')
  return person
}

async function fill(person: Person, label: string, text: string): Promise<void> {
  const field = person.page.locator(`[aria-label="${label}"]:visible`)
  await field.locator('input, textarea').last().fill(text)
}

async function save(person: Person, note: string): Promise<void> {
  await person.tap(/^保存\d+处改动$/)
  await fill(person, '改了什么，为什么改', note)
  await inSheet(person, '保存')
  await person.sees('去看验算和比对')
}

/** The button at the end of the sheet that lies over the page. */
async function inSheet(person: Person, words: string): Promise<void> {
  await person.page.locator('.sheet:visible').getByText(words, { exact: true }).last().click()
}
