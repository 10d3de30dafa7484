import { act, renderHook } from '@testing-library/react'
import { changed } from '../../miniapp/src/packages/estimate/answers'
import { useKeptAnswers } from '../../miniapp/src/packages/estimate/kept-answers'

describe('the answers of a person with two pages open', () => {
  it('are kept by both: neither overwrites what the other was told', () => {
    const one = renderHook(() => useKeptAnswers('41'))
    const two = renderHook(() => useKeptAnswers('41'))
    act(() => one.result.current.answer({ onsite: '40' }))
    act(() => two.result.current.answer({ examPassed: 'yes' }))
    expect(renderHook(() => useKeptAnswers('41')).result.current.answers).toEqual({
      onsite: '40',
      examPassed: 'yes',
    })
  })

  it('are the same about the person for every trade', () => {
    const one = renderHook(() => useKeptAnswers('41'))
    const other = renderHook(() => useKeptAnswers('42'))
    act(() => one.result.current.answer({ employee: 'yes' }))
    act(() => other.result.current.answer({ level: '3' }))
    expect(renderHook(() => useKeptAnswers('16')).result.current.answers).toEqual({
      employee: 'yes',
      level: '3',
    })
  })

  it('appear in another tab as they are given, and go there, too, with 重新回答', () => {
    const one = renderHook(() => useKeptAnswers('41'))
    const two = renderHook(() => useKeptAnswers('41'))
    const tellTabs = () => act(() => void window.dispatchEvent(new StorageEvent('storage')))
    act(() => one.result.current.answer({ onsite: '40' }))
    tellTabs()
    expect(two.result.current.answers).toEqual({ onsite: '40' })
    act(() => one.result.current.restart())
    tellTabs()
    act(() => two.result.current.answer({ examPassed: 'no' }))
    expect(two.result.current.answers).toEqual({ examPassed: 'no' })
  })
})

describe('another level of certificate', () => {
  const before = { level: '4', levelIssuedOn: '2020-05-05', insuranceMonths: '14', employee: 'yes' } as const

  it('asks again for its day and the months up to then', () => {
    expect(changed(before, { level: '3' })).toEqual({ level: '3', employee: 'yes' })
  })

  it('tapped once more as it was forgets nothing', () => {
    expect(changed(before, { level: '4' })).toEqual(before)
  })
})
