import { fireEvent, render, screen } from '@testing-library/react'
import { CREW_CONFIRM_DAYS } from '#shared/crews'
import { deletionSettings, retentionRules } from '#shared/personal-data-retention'
import PrivacyPolicyPage from '../../miniapp/src/packages/privacy/policy/index'
import { collectedItems, keptByLaw, yourRights } from '../../miniapp/src/packages/privacy/policy/statement'
import PrivacyWithdrawalPage from '../../miniapp/src/packages/privacy/withdrawal/index'
import { phone } from '../support/taro'

describe('how long the privacy text says that something is kept', () => {
  const said = [...collectedItems, ...keptByLaw].map(({ keptFor }) => keptFor).concat(yourRights)
  const figures = (unit: string) =>
    new Set(said.flatMap((words) => words.match(new RegExp(`\\d+(?=${unit})`, 'g')) ?? []).map(Number))

  it('is what the table of the law says, and what the deletion does', () => {
    expect(figures('年')).toEqual(new Set([retentionRules.payment.years]))
    expect(figures('个月')).toEqual(new Set([retentionRules.refusal.months]))
    expect(figures('天')).toEqual(new Set([deletionSettings.waitingDays, CREW_CONFIRM_DAYS]))
  })

  it('names for each thing that outlives the account the law that asks for it', () => {
    render(<PrivacyPolicyPage />)
    for (const { what, citation } of Object.values(retentionRules)) {
      expect(screen.getByText(what)).toBeVisible()
      expect(screen.getByText(new RegExp(`${citation.law}${citation.article}`))).toBeVisible()
    }
  })
})

describe('the page where consents are withdrawn', () => {
  it('leads to the deletion of the account', async () => {
    phone.respond = () => ({ statusCode: 503, data: '' })
    render(<PrivacyWithdrawalPage />)
    fireEvent.click(await screen.findByText('注销账号'))
    expect(phone.opened).toEqual(['/packages/my-data/deletion/index'])
  })
})
