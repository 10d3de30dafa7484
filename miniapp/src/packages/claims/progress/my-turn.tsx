import { useState } from 'react'
import { View } from '@tarojs/components'
import type { ClaimEventBody, ClaimView } from '#shared/claims'
import { payoutRules } from '#shared/payout-rules'
import { api } from '../../../api/endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { open } from '../../../routes'
import { toast } from '../../../platform/toast'
import { Refused } from './refused'

type Remedy = NonNullable<ClaimView['returned']>['fix']
const fixes: Partial<Record<Remedy, { text: string; page: 'identity' | 'account' | 'employment' }>> = {
  identity: { text: '改身份信息', page: 'identity' },
  account: { text: '改收款账户', page: 'account' },
  employment: { text: '改用人单位', page: 'employment' },
}

interface MyTurnProps {
  claim: ClaimView
  onChange: (claim: ClaimView) => void
}

/** What waits for the worker: mend what a bureau asked for, or name another card after a failed transfer. */
export function MyTurn({ claim, onChange }: MyTurnProps) {
  const { returned, refused, payment, permittedEvents } = claim
  if (refused) return <Refused claim={claim} onChange={onChange} />
  if (returned && permittedEvents.includes('supply')) {
    const fix = fixes[returned.fix]
    return (
      <Notice
        tone="wait"
        title={`${returned.byText}：${returned.label}`}
        action={
          <Mend
            claim={claim}
            event="supply"
            send="已改好，再交上去"
            onChange={onChange}
            {...(fix ? { fix } : {})}
          />
        }
      >
        {returned.say}。{returned.comment !== null && `${returned.comment}。`}补好再交，排队的位置还在。
      </Notice>
    )
  }
  if (!permittedEvents.includes('change_account')) return null
  if (claim.state === 'payable') return <OtherCard claim={claim} onChange={onChange} />
  return (
    <Notice
      tone="stop"
      title={`银行没有打成：${payment?.failureText ?? '请核对收款账户'}`}
      action={
        <Mend
          claim={claim}
          event="change_account"
          fix={{ text: '换收款账户', page: 'account' }}
          send="用这张卡再打一次"
          onChange={onChange}
        />
      }
    >
      钱没有丢，还在财政。换好卡再交，{payoutRules.coolOffDays}天后排进下一批，不用重新审核。
    </Notice>
  )
}

/** The card on file is another one than the claim's: said only then, since changing costs days. */
function OtherCard({ claim, onChange }: MyTurnProps) {
  const account = useSession()?.payeeAccount ?? claim.account
  const [newCard, oldCard] = [account, claim.account].map(({ cardMasked }) => cardMasked.slice(-4))
  if (newCard === oldCard) return null
  return (
    <Notice
      tone="wait"
      title={`这笔还打到尾号${oldCard ?? ''}的卡`}
      action={<Mend claim={claim} event="change_account" send="改打到新卡" onChange={onChange} />}
    >
      您的收款账户换过了。要改打到新卡，得多等{payoutRules.coolOffDays}天，防止别人冒换。
    </Notice>
  )
}

interface MendProps extends MyTurnProps {
  event: 'supply' | 'change_account'
  fix?: { text: string; page: 'identity' | 'account' | 'employment' }
  send: string
}

function Mend({ claim, event, fix, send, onChange }: MendProps) {
  const account = useSession()?.payeeAccount ?? claim.account
  const lastFour = account.cardMasked.slice(-4)
  const command = useCommand(async (key: string, body: ClaimEventBody) => {
    onChange(await api.claimEvent(key, claim.id, body))
    toast('已交上去', 'success')
  })
  // The first thing to do is to mend; after that, to send.
  const [visited, setVisited] = useState(false)
  const mended = fix === undefined || visited || lastFour !== claim.account.cardMasked.slice(-4)
  const [Fix, Send] = mended ? [PlainButton, PrimaryButton] : [PrimaryButton, PlainButton]
  const mend = () => {
    setVisited(true)
    if (fix) void open(fix.page, {})
  }
  const submit = async () => {
    const sure = await confirmed({
      title: send,
      content: `收款账户：${account.bankName}，尾号${lastFour}。`,
      yes: '确认',
    })
    if (sure) await command.run({ event, cardLastFour: lastFour, revision: claim.revision })
  }
  return (
    <View className="my-turn">
      {fix && <Fix text={fix.text} onTap={mend} />}
      <Send text={send} busy={command.busy} onTap={() => void submit()} />
      <ProblemNotice problem={command.problem} />
    </View>
  )
}
