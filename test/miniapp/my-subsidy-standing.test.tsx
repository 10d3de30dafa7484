import { screen } from '@testing-library/react'
import trades from '#seeds/trades.json'
import type { CatalogueRow } from '#shared/policy-catalogue'
import type { TrainingAnswers } from '../../miniapp/src/packages/estimate/answers'
import { estimate } from '../../miniapp/src/packages/estimate/estimate'
import { forgetPolicyInMemory, phonePolicy } from '../../miniapp/src/policies/phone-policy'
import { forgetStopsInMemory } from '../../miniapp/src/policies/heard-stop'
import { phoneStanding } from '../../miniapp/src/policies/policy-standing'
import { catalogue, isOffCatalogue, tradeOf } from '../../miniapp/src/trades/catalogue'
import { forgetChangesInMemory, rememberCatalogue } from '../../miniapp/src/trades/catalogue-changes'
import {
  arrive,
  content,
  hash,
  offline,
  online,
  page,
  serverSays,
  soon,
  status,
} from '../support/estimate-page'
import { phone, type Responder } from '../support/taro'

beforeEach(() => {
  forgetPolicyInMemory()
  forgetStopsInMemory()
})

/** Enough for 500 yuan, as long as there is a subsidy. */
const training: TrainingAnswers = { onsite: '40', examPassed: 'yes', examinedOn: '2021-05-01' }
const stop = '本办法2021年6月10日已停止，之后报名的没有补贴'

function stoppedOn(closedOn: string | null): Responder {
  return (request) => {
    if (request.url.endsWith('/policies/current'))
      return { statusCode: 200, data: { ...content, hash, closedOn, next: null } }
    if (request.url.endsWith('/estimate'))
      return {
        statusCode: 200,
        data: { ...serverSays(request), inForce: false, statusText: stop, candidates: [], best: null },
      }
    return online(request)
  }
}

describe('a policy that was stopped without a successor', () => {
  it('shows no sum and is never called valid', async () => {
    const first = await arrive({ seq: '41' }, { training, respond: stoppedOn('2021-06-10') })
    expect(page()).toContain('补贴停了，现在报名领不到钱')
    expect(page()).toContain(stop)
    expect(page()).not.toMatch(/条件都够了|确定是|现在有效|500元/)
    first.unmount()
    forgetPolicyInMemory()
    await arrive({ seq: '41' }, { training, respond: offline })
    expect(page()).not.toMatch(/条件都够了|确定是|现在有效|500元/)
  })

  it('still pays who books on the day of the stop', async () => {
    await arrive(
      { seq: '41' },
      {
        training,
        respond: (request) => {
          if (!request.url.endsWith('/policies/current')) return online(request)
          return { statusCode: 200, data: { ...content, hash, closedOn: status.programmeDate, next: null } }
        },
      },
    )
    expect(page()).toContain('确定是500元')
  })

  it('shows none either when only the answer to the question says it', async () => {
    await arrive({ seq: '41' }, { training, respond: stoppedOn(null) })
    await screen.findByText('补贴停了，现在报名领不到钱', {}, soon)
    expect(page()).not.toMatch(/条件都够了|确定是|现在有效|500元/)
    expect(phone.sent.filter(({ url }) => url.endsWith('/estimate-differences'))).toEqual([])
  })

  it('is not forgotten with the next question, and the policy is fetched anew', async () => {
    const first = await arrive({ seq: '41' }, { training, respond: stoppedOn(null) })
    await screen.findByText('补贴停了，现在报名领不到钱', {}, soon)
    const asked = phone.sent.filter(({ url }) => url.endsWith('/policies/current'))
    expect(asked.length).toBeGreaterThan(1)
    first.unmount()
    await arrive({ seq: '41' }, { training: { ...training, onsite: '48' }, respond: offline })
    expect(page()).toContain(stop)
    expect(page()).not.toMatch(/条件都够了|确定是|现在有效|500元/)
  })

  it('leaves no result behind on the page of the trade', async () => {
    const { unmount } = await arrive({ seq: '41' }, { training })
    expect(phone.storage.has('jbt:draft:verdict-41')).toBe(true)
    unmount()
    forgetPolicyInMemory()
    await arrive({ seq: '41' }, { training, respond: stoppedOn('2021-06-10') })
    await screen.findByText('补贴停了，现在报名领不到钱', {}, soon)
    expect(phone.storage.has('jbt:draft:verdict-41')).toBe(false)
  })
})

describe('where a policy stands on a day', () => {
  const told = (word: 'before' | 'active' | 'closed') =>
    ({ ...status, policy: { ...status.policy, status: word, statusText: stop } }) as never

  it('is before its first day: nothing may be paid yet', () => {
    expect(phoneStanding(phonePolicy(), null, '2018-12-31')).toMatchObject({
      status: 'before',
      mayPay: false,
    })
  })

  it('is over after its last day, but exams of earlier days still count', () => {
    expect(phoneStanding(phonePolicy(), told('closed'), '2022-03-01')).toMatchObject({
      status: 'closed',
      mayPay: true,
    })
  })

  it('is what the server said last, where the phone’s copy is older than the stop', () => {
    expect(phoneStanding(phonePolicy(), told('closed'), '2021-06-18')).toEqual({
      status: 'closed',
      sentence: stop,
      mayPay: false,
    })
  })
})

it('pays nothing for a closed row, says so, and still asks for certificates', async () => {
  phone.storage.set('jbt:device:programme', JSON.stringify({ programmeDate: '2021-06-18' }))
  const citation = { clause: '附件', quotation: '见新目录' }
  const closed = { closed: { until: '2021-06-17', citation } }
  const rows = trades as readonly CatalogueRow[]
  rememberCatalogue(
    rows.map((row) => (row.seq === 41 ? { ...row, ...closed } : row)),
    catalogue,
  )
  await arrive({ seq: '41' }, { training, respond: offline })
  expect(page()).toContain('这个工种现在不在补贴目录里')
  expect(page()).toContain('以前报了名的，仍按报名那天的规定办')
  expect(page()).not.toMatch(/(?<!\d)500元/)
  expect(page()).not.toContain('先答几个问题')
  expect(page()).toContain('有证书的，还有一条路')
  forgetChangesInMemory()
})

it('pays nothing for a row that the phone knows only from a catalogue in which it has not begun', async () => {
  phone.storage.set('jbt:device:programme', JSON.stringify({ programmeDate: '2021-06-18' }))
  const citation = { clause: '附件', quotation: '见新目录' }
  const [row] = trades as readonly CatalogueRow[]
  const [category] = content.document.annex.categories
  if (!row || !category) throw new Error('the annex is empty')
  const later = {
    ...row,
    seq: 900,
    name: '新工种',
    category: category.category,
    added: { from: '2021-07-01', citation },
  }
  rememberCatalogue([later], catalogue)
  expect(tradeOf(900)).toBeNull()
  expect(isOffCatalogue(900)).toBe(true)
  const { categoryOfRow } = phonePolicy().policy
  const listed = categoryOfRow.get(41)
  if (!listed) throw new Error('row 41 has no category')
  const policy = { ...phonePolicy().policy, categoryOfRow: new Map([...categoryOfRow, [900, listed]]) }
  const facts = { training: { tradeSeq: 900 }, certificate: {} }
  expect(estimate(policy, facts, { level: undefined, on: '2021-06-18' }).training).toBeNull()
  forgetChangesInMemory()
})
