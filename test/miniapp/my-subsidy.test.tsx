import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import trades from '#seeds/trades.json'
import type { EstimateBody, EstimateView } from '#shared/policy-estimates'
import { fingerprinted } from '#shared/policy-version-content'
import { canonicalText } from '#shared/subsidy-canonical'
import { parsePolicy } from '#shared/subsidy-policy'
import type { PersonAnswers, TrainingAnswers } from '../../miniapp/src/packages/estimate/answers'
import MySubsidyPage from '../../miniapp/src/packages/estimate/my-subsidy/index'
import { forgetPolicyInMemory } from '../../miniapp/src/policies/phone-policy'
import { sha256 } from '../../miniapp/src/policies/sha256'
import { estimate } from '../../server/policies/estimate.service'
import type { Context } from '../../server/context'
import { phone, type Responder, type SentRequest } from '../support/taro'

const on = '2021-06-18'
const content = {
  document: policyFile,
  catalogue: trades,
  preset: 'notice',
  transition: { by: 'booking_date', sentence: '新版启用前已经报名的，仍按报名那天的规定办' },
}
const hash = sha256(canonicalText(fingerprinted({ ...content, cases: [] } as never)))
const policy = parsePolicy(policyFile, () => hash)
const status = {
  mode: 'demo',
  programmeDate: on,
  policy: {
    code: policy.code,
    version: 1,
    title: '',
    preset: 'notice',
    hash,
    status: 'active',
    statusText: '',
  },
  subscribeTemplates: { payout: null },
}

/** The real server's answer to the body that the phone sent. */
function serverSays(request: SentRequest): EstimateView {
  const body = JSON.parse(request.data ?? '') as EstimateBody
  const policies = { current: policy, inForce: { policy, closedOn: null } }
  const context = { deployment: { policies }, moment: { today: on } }
  return estimate(context as unknown as Context, body)
}

const online: Responder = (request) => {
  if (request.url.endsWith('/api/status')) return { statusCode: 200, data: status }
  if (request.url.endsWith('/policies/current'))
    return { statusCode: 200, data: { ...content, hash, next: null } }
  if (request.url.endsWith('/estimate')) return { statusCode: 200, data: serverSays(request) }
  return { statusCode: 204, data: null }
}
const offline: Responder = () => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
}

interface Told {
  person?: PersonAnswers
  training?: TrainingAnswers
  respond?: Responder
}

/** Opens the page for somebody who has answered this much before. */
async function arrive(params: Record<string, string>, { person, training, respond }: Told = {}) {
  phone.params = params
  phone.respond = respond ?? online
  const about = params['seq'] ?? params['sector'] ?? ''
  if (person) phone.storage.set('jbt:draft:about-me', JSON.stringify(person))
  if (training) phone.storage.set(`jbt:draft:training-${about}`, JSON.stringify(training))
  const page = render(<MySubsidyPage />)
  await settle()
  return page
}

/** Lets what is on its way come in. */
async function settle(milliseconds = 0) {
  await act(() => new Promise((resolve) => setTimeout(resolve, milliseconds)))
}
const soon = { timeout: 10_000 }

/** The answer to a question, by its words; roles are looked up by hand because these pages are long. */
function answerTo(question: string, answer: string): HTMLElement {
  const group = document.querySelector<HTMLElement>(`[role="radiogroup"][aria-label="${question}"]`)
  if (!group) throw new Error(`not asked: ${question}`)
  const radio = within(group).getByText(answer).closest<HTMLElement>('[role="radio"]')
  if (!radio) throw new Error(`no such answer: ${answer}`)
  return radio
}
const reply = (question: string, answer: string) => fireEvent.click(answerTo(question, answer))
const fill = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
const page = () => document.body.textContent ?? ''
const sheet = () => document.querySelector<HTMLElement>('[role="dialog"]')
const sentTo = (path: string) => phone.sent.filter((request) => request.url.endsWith(path))

beforeEach(forgetPolicyInMemory)

describe('架子工', () => {
  const permit: TrainingAnswers = { certificate: 'yes', certificateIssuedOn: '2021-05-01' }

  it('sees no sum as settled before the questions are answered', async () => {
    await arrive({ seq: '42' })
    expect(page()).toContain('还有2个问题没答')
    expect(page()).not.toContain('条件都够了')
    expect(page()).not.toMatch(/确定是/)
  })

  it('with permit and employer can have at most 1000 yuan, which is never called sure', async () => {
    await arrive({ seq: '42' }, { training: permit })
    reply('您有单位吗？', '有')
    expect(page()).toContain('条件都够了')
    expect(page()).toContain('最高1000元，不一定发满：发多少审核时才定。')
    expect(page()).not.toMatch(/确定是|(?<!最高)1000元，/)
    expect(page()).toContain('我们不按课时卡您')
    expect(page()).toContain('看证书上写的发证日期')
  })

  it('reads that both ways may exclude each other only while both are open', async () => {
    await arrive({ seq: '42' }, { training: permit, person: { employee: 'yes', level: '4' } })
    expect(screen.getByText('可能不能同时领')).toBeInTheDocument()
    reply('您有单位吗？', '没有')
    expect(screen.queryByText('可能不能同时领')).toBeNull()
  })

  it('is not told no for what is not clear yet', async () => {
    await arrive({ seq: '42' }, { training: permit })
    reply('您有单位吗？', '不清楚')
    expect(page()).toContain('有几样还不清楚，弄清了再来改')
    expect(page()).not.toContain('不能领')
  })
})

describe('钢筋工 with 37 课时', () => {
  const training: TrainingAnswers = { onsite: '37', examPassed: 'yes' }

  it('reads that three are missing, and that the clause is inferred', async () => {
    await arrive({ seq: '41' }, { training })
    expect(page()).toContain('再上3课时')
    expect(page()).toContain('是我们根据附件推定的')
    expect(page()).toContain('申领期限原文没有写')
  })

  it('weighs the course by their own wage: five days at 300 yuan cost more than it pays', async () => {
    await arrive({ seq: '41' }, { training })
    fireEvent.click(screen.getByText('算算划不划算'))
    expect(page()).not.toContain('算下来')
    fill('一天上几课时', '8')
    fill('误一天工少挣多少', '300')
    fill('一天路费多少', '10')
    expect(page()).toContain('算下来：自己要贴1050元')
    expect(page()).toContain('误一天工少挣90元以内')
    fill('误一天工少挣多少', '三百')
    expect(page()).toContain('填钱数，比如 300')
  })

  it('finds the clause in its own words one tap away', async () => {
    await arrive({ seq: '41' }, { training })
    fireEvent.click(screen.getByText('看文件第（十一）条原话'))
    expect(sheet()).toHaveTextContent('培训时间不少于40课时，考试合格后按每人500元标准给予补贴')
    expect(sheet()).toHaveTextContent('整条原文')
  })

  it('finds the answers again, also the person’s under another trade, until 重新回答', async () => {
    const { unmount } = await arrive({ seq: '41' }, { training, person: { level: 'none' } })
    unmount()
    const other = await arrive({ seq: '39' })
    expect(screen.getByLabelText('现场课上了多少课时')).toHaveValue('')
    expect(answerTo('您有技能等级证书吗', '没有')).toHaveClass('chips__chip--chosen')
    other.unmount()
    await arrive({ seq: '41' })
    expect(screen.getByLabelText('现场课上了多少课时')).toHaveValue('37')
    fireEvent.click(screen.getByText('重新回答'))
    expect(screen.getByLabelText('现场课上了多少课时')).toHaveValue('')
    expect(phone.storage.has('jbt:draft:training-41')).toBe(false)
  })
})

describe('燃气用户检修工', () => {
  it('trained elsewhere hears no at once, and need not answer the rest', async () => {
    await arrive({ seq: '27' })
    reply('培训在连云港吗？', '不在')
    expect(page()).toContain('这条领不了')
    expect(page()).toContain('还有4个问题可以不答')
    expect(screen.queryByText('结业考试合格了吗？')).toBeNull()
    fireEvent.click(screen.getByText('还是想答完'))
    expect(screen.getByText('结业考试合格了吗？')).toBeInTheDocument()
  })

  it('with everything has 400 yuan for sure, and reads that （十一） names gas, too', async () => {
    const training: TrainingAnswers = {
      trainedInCity: 'yes',
      examinedInCity: 'yes',
      onsite: '40',
      online: '8',
      examPassed: 'yes',
      certificate: 'yes',
      certificateIssuedOn: '2021-12-31',
    }
    await arrive({ seq: '27' }, { training })
    expect(page()).toContain('确定是400元')
    expect(page()).toContain('燃气在（十一）里也有')
  })
})

describe('高级工 with 11 months of insurance', () => {
  const person: PersonAnswers = {
    level: '3',
    levelIssuedOn: '2021-05-20',
    employee: 'yes',
    insuranceMonths: '11',
  }

  it('reads that one month is missing, that paying later does not help, and what the next level pays', async () => {
    await arrive({ seq: '41' }, { person })
    expect(page()).toContain('发证时失业保险还差1个月')
    expect(page()).toContain('下一级是技师：够条件发4500元，比您现在这一级多1500元')
    expect(page()).toContain('以后补缴不算数')
    expect(page()).toContain('原文只写“1年以上”')
  })

  it('with 12 has 3000 yuan for sure', async () => {
    await arrive({ seq: '41' }, { person })
    fill('一共缴了几个月失业保险', '12')
    expect(page()).toContain('确定是3000元')
  })

  it('sees the last day to claim once the reading sets a time, marked as not of this notice', async () => {
    await arrive({ seq: '41' }, { person })
    expect(page()).toContain('口径按原文')
    fireEvent.click(screen.getByText('换成“按外地常见做法”看看'))
    expect(page()).toContain('现在按外地常见做法算，只供参考')
    expect(page()).toContain('最晚2022年5月20日申领，当天也行')
    fireEvent.click(screen.getByText('这些做法是哪里的'))
    expect(sheet()).toHaveTextContent('南京市职业技能补贴申领指南')
  })
})

describe('供热', () => {
  it('is sent to the window with the questions to ask there, and to the certificate’s way', async () => {
    await arrive({ sector: '供热' })
    expect(page()).toContain('做供热的，要先问窗口')
    expect(page()).toContain('我做供热，目录里没有我的工种，能不能按（十一）领？')
    expect(page()).toContain('窗口认可的话，500元')
    expect(answerTo('您有技能等级证书吗', '高级工')).toBeInTheDocument()
  })

  it('is found by somebody who does not know where to begin', async () => {
    await arrive({})
    expect(page()).toContain('您在哪个行当？')
    reply('您在哪个行当', '供热')
    await settle()
    expect(page()).toContain('做供热的，要先问窗口')
  })

  it('that is a row which the annex does not have is said plainly', async () => {
    await arrive({ seq: '999' })
    expect(page()).toContain('目录里没有这一项')
  })
})

describe('phone and server', () => {
  const training: TrainingAnswers = { onsite: '40', examPassed: 'yes' }

  it('without a network the phone’s own result stands, and says so', async () => {
    await arrive({ seq: '41' }, { training, respond: offline })
    expect(page()).toContain('确定是500元')
    await waitFor(() => expect(sentTo('/estimate').length).toBeGreaterThan(0), soon)
    expect(page()).toContain('这是手机上算的')
  })

  it('come to the same, without anybody’s name on the way', async () => {
    await arrive({ seq: '41' }, { training })
    await screen.findByText('已和服务器核对，结果一样。', {}, soon)
    expect(sentTo('/estimate').every((request) => !('Authorization' in request.header))).toBe(true)
    expect(sentTo('/estimate-differences')).toEqual([])
  })

  it('ask once for a row of taps, not once for each', async () => {
    await arrive({ seq: '41' })
    fill('现场课上了多少课时', '4')
    fill('现场课上了多少课时', '40')
    reply('结业考试合格了吗？', '合格了')
    await screen.findByText('已和服务器核对，结果一样。', {}, soon)
    expect(sentTo('/estimate')).toHaveLength(1)
  })

  it('where they differ the server’s result is shown, said to be so, and reported once', async () => {
    const stricter: Responder = (request) => {
      if (!request.url.endsWith('/estimate')) return online(request)
      const view = serverSays(request)
      const candidates = view.candidates.map((each) =>
        each.rule === 'R11-1'
          ? {
              ...each,
              outcome: 'not_met' as const,
              failed: ['minHours'],
              lines: [
                { condition: 'minHours', text: '课时：要48课时，您有40课时', standing: 'missing' as const },
              ],
            }
          : each,
      )
      return { statusCode: 200, data: { ...view, candidates, best: null } }
    }
    await arrive({ seq: '41' }, { training, respond: stricter })
    expect(page()).toContain('确定是500元')
    await screen.findByText('服务器算的和手机上不一样', {}, soon)
    expect(page()).toContain('课时：要48课时，您有40课时')
    expect(page()).not.toContain('确定是500元')
    const [report, ...more] = sentTo('/estimate-differences')
    expect(more).toEqual([])
    expect(JSON.parse(report?.data ?? '')).toMatchObject({
      preset: 'notice',
      facts: { tradeSeq: 41, hours: { onsite: 40 }, examPassed: true },
      phone: { best: 'R11-1' },
    })
  })

  it('use the policy in force once its fingerprint is right, also the next time without a network', async () => {
    const first = await arrive({ seq: '41' })
    expect(page()).toContain(`已和服务器核对（${hash.slice(0, 8)}）`)
    first.unmount()
    forgetPolicyInMemory()
    await arrive({ seq: '41' }, { respond: offline })
    expect(page()).toContain(`已和服务器核对（${hash.slice(0, 8)}）`)
  })

  it('refuse a policy whose content is not what its fingerprint says', async () => {
    const spoilt = { ...content, document: { ...policyFile, version: 9 }, hash, next: null }
    const respond: Responder = (request) =>
      request.url.endsWith('/policies/current') ? { statusCode: 200, data: spoilt } : online(request)
    await arrive({ seq: '41' }, { respond })
    expect(page()).toContain('新取来的规定没有通过核对')
    expect(page()).toContain('第1版，随程序带来')
  })
})
