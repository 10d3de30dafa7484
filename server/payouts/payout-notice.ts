import { formatYuan } from '#shared/money'
import type { Claim } from '../claims/claim-lookup.service'
import type { Command } from '../context'
import { notify } from '../notifications/notification.service'
import { chineseDay } from '#shared/subsidy-policy'
import type { Payment } from './payout.model'

/** 钱到账了！ To the inbox, and through WeChat: no name, no account on a lock screen. */
export async function notifyPayout(command: Command, claim: Claim, payment: Payment): Promise<void> {
  const amount = formatYuan(payment.amountFen)
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'payout',
    title: '钱到账了！',
    body: `${claim.tradeRow.name}培训补贴${amount}已打到您${payment.bankName}的卡上（尾号${payment.cardMasked.slice(-4)}）`,
    amountFen: payment.amountFen,
    wechat: {
      fields: {
        purpose: '职业技能培训补贴',
        amount,
        date: chineseDay(command.moment.today),
        note: '点开看是哪一笔、打到哪张卡',
      },
      page: `packages/claims/progress/index?id=${claim._id.toHexString()}`,
    },
  })
}

/** The bank sent the money back: what to do, and that nothing is lost. */
export async function notifyFailure(command: Command, claim: Claim, failureText: string): Promise<void> {
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'payout_failed',
    title: '打款没成功',
    body: `${failureText}。换一张本人的卡，下一批再打，不用重新审核`,
  })
}
