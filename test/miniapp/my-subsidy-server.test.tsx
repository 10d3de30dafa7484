import { screen, waitFor } from '@testing-library/react'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import type { TrainingAnswers } from '../../miniapp/src/packages/estimate/answers'
import { forgetPolicyInMemory } from '../../miniapp/src/policies/phone-policy'
import {
  arrive,
  content,
  fill,
  hash,
  offline,
  online,
  page,
  reply,
  sentTo,
  serverSays,
  soon,
} from '../support/estimate-page'
import type { Responder } from '../support/taro'

beforeEach(forgetPolicyInMemory)

describe('phone and server', () => {
  const training: TrainingAnswers = { onsite: '40', examPassed: 'yes' }

  it('without a network the phone’s own result stands, and says so', async () => {
    // Before the first answer the phone goes by its own date, on which only the day of the exam makes the sum sure.
    const dated = { ...training, examinedOn: '2021-05-01' }
    await arrive({ seq: '41' }, { training: dated, respond: offline })
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
    const spoilt = { ...content, document: { ...policyFile, version: 9 }, hash, closedOn: null, next: null }
    const respond: Responder = (request) =>
      request.url.endsWith('/policies/current') ? { statusCode: 200, data: spoilt } : online(request)
    await arrive({ seq: '41' }, { respond })
    expect(page()).toContain('新取来的规定没有通过核对')
    expect(page()).toContain('第1版，随程序带来')
  })
})
