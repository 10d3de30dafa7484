import { useState } from 'react'
import { useProgramme } from '../../../api/programme'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { askToNotify, mayAskToNotify } from '../../../platform/subscription'

/**
 * 到账时告诉我: one WeChat message when the money is there, and in the same breath one for what has to be done before.
 * Asked here, where it is useful, and not again for a while after a no.
 */
export function PayoutAlert() {
  const templates = useProgramme()?.subscribeTemplates
  const [mayAsk] = useState(() => mayAskToNotify(Date.now()))
  const [answer, setAnswer] = useState<'accept' | 'refused' | null>(null)
  const command = useCommand(async (key: string, templateIds: string[]) => {
    const given = await askToNotify(key, templateIds, '补贴到账通知、办理进度通知')
    setAnswer(given === 'accept' ? 'accept' : 'refused')
  })
  const ids = [templates?.payout ?? null, templates?.progress ?? null].filter((id) => id !== null)
  if (ids.length === 0) return null
  if (answer === 'accept') return <Notice tone="ok" title="好的，钱到账时微信会告诉您" />
  if (answer === 'refused' || !mayAsk) return <Notice title="不发微信。钱到账后，“消息”里一样看得到" />
  return (
    <>
      <ProblemNotice problem={command.problem} />
      <PrimaryButton
        text="到账时告诉我"
        busy={command.busy}
        busyText="请稍等…"
        onTap={() => void command.run(ids)}
      />
    </>
  )
}
