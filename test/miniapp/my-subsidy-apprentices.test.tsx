import { fireEvent, screen } from '@testing-library/react'
import { forgetPolicyInMemory } from '../../miniapp/src/policies/phone-policy'
import { arrive, fill, page, reply, sheet } from '../support/estimate-page'

beforeEach(forgetPolicyInMemory)

/** Opens the sums for an enterprise’s class of 45 that aims at 高级工 in two years. */
async function seniorClass() {
  await arrive({ seq: '42' }, { person: { employee: 'yes' } })
  fireEvent.click(screen.getByText('算算单位能领多少'))
  reply('学徒要学到哪一级', '高级工')
  reply('约定学几年', '2年')
  fill('开班多少人', '45')
}

describe('学徒制', () => {
  it('is no matter of somebody without an employer', async () => {
    await arrive({ seq: '42' }, { person: { employee: 'no' } })
    expect(page()).not.toContain('单位带学徒')
  })

  it('pays by head and year, to the enterprise, and says where that stands', async () => {
    await seniorClass()
    expect(page()).toContain('一个学徒一年5000元')
    expect(page()).toContain('第1年225000元第2年225000元')
    expect(page()).toContain('一共都学完的话，450000元')
    expect(page()).toContain('不发给学徒本人')
    expect(page()).toContain('学徒制的钱发给谁，原文没写')
    const [, clause] = screen.getAllByText('看文件第（九）条原话')
    if (clause) fireEvent.click(clause)
    expect(sheet()).toHaveTextContent('培训期限1-3年')
  })

  it('prepays nothing by the notice, and settles by who finished', async () => {
    await seniorClass()
    fill('学完多少人', '33')
    expect(page()).toContain('原文没有写先发多少，按不先发算')
    expect(page()).toContain('再发330000元')
  })

  it('under common practice comes to the published settlement: 112,500 ahead, 217,500 at the end', async () => {
    await seniorClass()
    fill('学完多少人', '33')
    fireEvent.click(screen.getByText('换成“按外地常见做法”看看'))
    expect(page()).toContain('112500元')
    expect(page()).toContain('再发217500元')
    fill('学完多少人', '1')
    expect(page()).toContain('先发的多了，要退102500元')
  })

  it('settles nothing while more are said to have finished than began', async () => {
    await seniorClass()
    fill('学完多少人', '46')
    expect(page()).toContain('不会比开班的人多')
    expect(page()).not.toContain('再发')
  })
})
