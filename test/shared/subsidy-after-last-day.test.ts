import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import { afterLastDay } from '#shared/subsidy-after-last-day'
import { parsePolicy } from '#shared/subsidy-policy'
import { assess, type SubsidyFacts } from '#shared/subsidy-rules'

const policy = parsePolicy(policyFile)
const paying = ({ apprenticeship }: SubsidyFacts) => (apprenticeship ? 'R9-4a' : 'R11-1')
const asked = (facts: SubsidyFacts, on: string) => {
  const { candidates, best } = afterLastDay(policy, assess(policy, facts, on))
  const { outcome, needs } = candidates.find(({ rule }) => rule === paying(facts)) ?? {}
  return { best, stand: [outcome, ...(needs ?? [])] }
}
const rebar = {
  tradeSeq: 41,
  examPassed: true,
  employee: false,
  certificates: [],
  hours: { onsite: 40, online: 0 },
}
const apprentice = { apprenticeship: { kind: 'new', targetLevel: 4, years: 2 } } as const

describe('a question that is asked', () => {
  it('on the last day is answered as ever: （十一） names no date (A27)', () => {
    expect(asked(rebar, '2021-12-31')).toEqual({ best: 'R11-1', stand: ['payable'] })
  })

  it('a day later, without a day of the exam, promises nothing until that day is told', () => {
    expect(asked(rebar, '2022-01-01')).toEqual({ best: null, stand: ['possible', 'examinedOn'] })
  })

  it('a day later is answered with the sum where the exam lay inside', () => {
    const facts = { ...rebar, examinedOn: '2021-12-31' }
    expect(asked(facts, '2022-01-01')).toEqual({ best: 'R11-1', stand: ['payable'] })
  })

  it('a day later is refused where the exam lay outside', () => {
    const facts = { ...rebar, examinedOn: '2022-01-01' }
    expect(asked(facts, '2022-01-01')).toEqual({ best: null, stand: ['not_met'] })
  })

  it('a day later, under a clause that names no date at all, is the office’s to answer', () => {
    expect(asked(apprentice, '2021-12-31')).toEqual({ best: 'R9-4a', stand: ['payable'] })
    expect(asked(apprentice, '2022-01-01')).toEqual({ best: null, stand: ['needs_office'] })
  })
})
