import { render } from '@testing-library/react'
import * as fc from 'fast-check'
import { Amount } from '../../miniapp/src/components/amount'
import { printedAmount } from '../../miniapp/src/components/trade-row'
import { catalogue } from '../../miniapp/src/trades/catalogue'

const shown = (element: Parameters<typeof render>[0]): string => {
  const { container, unmount } = render(element)
  const text = container.textContent ?? ''
  unmount()
  return text
}

describe('an amount', () => {
  it('says 最高 before every cap, whatever its size and unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000_00 }),
        fc.constantFrom('per_person' as const, 'per_person_year' as const),
        fc.constantFrom('large' as const, 'row' as const),
        (fen, unit, size) => {
          expect(shown(<Amount amount={{ kind: 'upTo', fen, unit }} size={size} />)).toContain('最高')
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says nothing before a fixed sum', () => {
    expect(shown(<Amount amount={{ kind: 'fixed', fen: 50_000, unit: 'per_person' }} />)).toBe('500元')
  })

  it('says 每年 before a yearly sum, and the whole where the years are known', () => {
    const amount = {
      kind: 'fixed',
      fen: 1_000_000,
      unit: 'per_person_year',
      perYearFen: 500_000,
      years: 2,
    } as const
    expect(shown(<Amount amount={amount} />)).toBe('每年5000元共10000元')
  })

  it('that is unknown is never a zero', () => {
    expect(shown(<Amount amount={null} size="large" />)).toBe('暂不能确定')
  })

  it('reads out the same promise as it shows', () => {
    const { container } = render(<Amount amount={{ kind: 'upTo', fen: 100_000, unit: 'per_person' }} />)
    expect(container.firstElementChild).toHaveAttribute('aria-label', '最高1000元')
  })

  it('of the annex carries 最高 for all 31 rows of 特种作业 and for no other', () => {
    const capped = catalogue.filter((trade) =>
      shown(<Amount amount={printedAmount(trade)} />).includes('最高'),
    )
    expect(capped).toHaveLength(31)
    expect(capped.every((trade) => trade.category === '建筑施工特种作业')).toBe(true)
  })
})
