import { fireEvent, screen } from '@testing-library/react'
import type { TrainingAnswers } from '../../miniapp/src/packages/estimate/answers'
import { forgetPolicyInMemory } from '../../miniapp/src/policies/phone-policy'
import { phone } from '../support/taro'
import { answerTo, arrive, fill, page, reply, sheet } from '../support/estimate-page'

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

  it('with hours that cannot be reads what may be wrong, and nothing is worked out of them', async () => {
    await arrive({ seq: '41' })
    fill('现场课上了多少课时', '99999')
    expect(page()).toContain('看看是不是多打了几位')
    fill('现场课上了多少课时', '-3')
    expect(page()).toContain('填数字，比如 32 或 32.5')
    expect(page()).toContain('还有2个问题没答')
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
    reply('培训在连云港市吗？', '不在')
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
