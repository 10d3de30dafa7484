import { useState } from 'react'
import { api } from '../../../api/endpoints'
import { useProgramme } from '../../../api/programme'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { askToNotify } from '../../../platform/subscription'

/** 到账时告诉我: one WeChat message when the money is there. Asked once, here, where it is useful. */
export function PayoutAlert() {
  const templateId = useProgramme()?.subscribeTemplates.payout ?? null
  const [answer, setAnswer] = useState<'accept' | 'refused' | null>(null)
  const command = useCommand(async (key: string, template: string) => {
    const given = await askToNotify(key, template)
    await api.subscribe(key, { templateId: template, answer: given })
    setAnswer(given === 'accept' ? 'accept' : 'refused')
  })
  if (templateId === null) return null
  if (answer === 'accept') return <Notice tone="ok" title="好的，钱到账时微信会告诉您" />
  if (answer === 'refused') return <Notice title="不发微信。钱到账后，“消息”里一样看得到" />
  return (
    <>
      <ProblemNotice problem={command.problem} />
      <PrimaryButton
        text="到账时告诉我"
        busy={command.busy}
        busyText="请稍等…"
        onTap={() => void command.run(templateId)}
      />
    </>
  )
}
