import { claimStates, claimTransitions, type ClaimEvent, type ClaimState } from '#shared/claim-machine'
import { claimTimeline, type ClaimProgress, type ClaimStep } from '#shared/claim-timeline'

let minute = 0
function step(event: ClaimEvent, from: ClaimState, detail = ''): ClaimStep {
  minute += 1
  return { event, from, at: `2021-06-18T02:${String(minute % 60).padStart(2, '0')}:00.000Z`, detail }
}

const nothing: Omit<ClaimProgress, 'state'> = {
  askedBy: null,
  heldFrom: null,
  hasPublicity: false,
  steps: [],
  nowText: '',
}

function lines(progress: Partial<ClaimProgress> & { state: ClaimState }): string[] {
  return claimTimeline({ ...nothing, ...progress }).map(({ standing, label }) => `${standing} ${label}`)
}

const SUBMITTED = [step('confirm', 'entitled'), step('run_checks', 'submitted')]
const APPROVED = [
  ...SUBMITTED,
  step('pass', 'housing_review'),
  step('pass', 'hr_review'),
  step('release', 'approved'),
]

describe('the status page', () => {
  it('shows what was done, what happens now and what is to come', () => {
    expect(lines({ state: 'housing_review', steps: SUBMITTED })).toEqual([
      'done 已提交',
      'current 住建部门审核',
      'upcoming 人社部门审核',
      'upcoming 银行打款',
      'upcoming 钱到账',
    ])
  })

  it('says that it waits for the worker, and which bureau comes afterwards', () => {
    const steps = [...SUBMITTED, step('pass', 'housing_review'), step('return', 'hr_review')]
    expect(lines({ state: 'needs_info', askedBy: 'hr', steps })).toEqual([
      'done 已提交',
      'done 住建部门审核通过',
      'done 人社部门请您补一下',
      'current 等您处理',
      'upcoming 人社部门审核',
      'upcoming 银行打款',
      'upcoming 钱到账',
    ])
  })

  it('comes back to the housing bureau when that one asked', () => {
    expect(lines({ state: 'needs_info', askedBy: 'housing', steps: SUBMITTED })[2]).toBe(
      'upcoming 住建部门审核',
    )
  })

  it('keeps a failed payment, the new card and the second try in their order', () => {
    const steps = [
      ...APPROVED,
      step('batch', 'payable'),
      step('bank_failed', 'in_batch'),
      step('change_account', 'pay_failed'),
      step('batch', 'payable'),
      step('bank_paid', 'in_batch'),
    ]
    expect(lines({ state: 'paid', steps }).slice(3)).toEqual([
      'done 财政开始打款',
      'done 银行退回',
      'done 您已换收款卡',
      'done 财政开始打款',
      'done 钱到账了！',
    ])
  })

  it.each([
    ['refused', 'refuse', 'housing_review', 'stopped 住建部门审核未通过'],
    ['refused', 'refuse', 'hr_review', 'stopped 人社部门审核未通过'],
    ['withdrawn', 'withdraw', 'needs_info', 'stopped 您已撤回'],
  ] as const)('of a claim that is %s ends there and promises nothing', (state, event, from, last) => {
    const all = lines({ state, steps: [...SUBMITTED, step(event, from)] })
    expect(all.at(-1)).toBe(last)
    expect(all.join()).not.toMatch(/upcoming|current/)
  })

  it('never shows steps that the machine took by itself', () => {
    expect(lines({ state: 'payable', steps: APPROVED })).toEqual([
      'done 已提交',
      'done 住建部门审核通过',
      'done 人社部门审核通过',
      'current 银行打款',
      'upcoming 钱到账',
    ])
  })

  it('has the publicity as a step of its own where the policy sets one', () => {
    const steps = [...APPROVED.slice(0, -1), step('publish', 'approved'), step('object', 'in_publicity')]
    expect(lines({ state: 'objected', hasPublicity: true, steps }).slice(3)).toEqual([
      'done 开始公示',
      'done 有人提了异议',
      'current 名单公示',
      'upcoming 银行打款',
      'upcoming 钱到账',
    ])
  })

  it('keeps a held claim in its place, and promises nothing while an appeal is looked at', () => {
    expect(lines({ state: 'held', heldFrom: 'hr_review', steps: SUBMITTED })[1]).toBe('current 人社部门审核')
    expect(lines({ state: 'appealed', steps: SUBMITTED })).toEqual(['done 已提交', 'current 申诉复核'])
  })

  it('has one line at most for now, with what the server says of it', () => {
    for (const state of claimStates) {
      const now = claimTimeline({ ...nothing, state, askedBy: 'hr', nowText: '在办' }).filter(
        ({ standing }) => standing === 'current',
      )
      expect(now.length).toBeLessThanOrEqual(1)
      for (const line of now) expect(line).toMatchObject({ key: 'now', at: null, detail: '在办' })
    }
  })

  it('has a line for every step that a person takes, with its instant and detail', () => {
    for (const { event, from } of claimTransitions.filter(({ role }) => role !== 'system')) {
      const taken = step(event, from, '说明')
      const [line] = claimTimeline({ ...nothing, state: 'paid', steps: [taken] })
      expect([event, from, line]).toMatchObject([event, from, { at: taken.at, detail: '说明' }])
    }
  })

  it('gives every line a key of its own, also when a step comes twice', () => {
    const twice = [...SUBMITTED, step('return', 'housing_review'), step('supply', 'needs_info')]
    const all = claimTimeline({
      ...nothing,
      state: 'housing_review',
      steps: [...twice, ...twice.slice(2)],
    })
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  })
})
