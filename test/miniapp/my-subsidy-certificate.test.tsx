import { fireEvent, screen } from '@testing-library/react'
import type { PersonAnswers } from '../../miniapp/src/packages/estimate/answers'
import { forgetPolicyInMemory } from '../../miniapp/src/policies/phone-policy'
import { answerTo, arrive, fill, page, reply, settle, sheet } from '../support/estimate-page'

beforeEach(forgetPolicyInMemory)

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
