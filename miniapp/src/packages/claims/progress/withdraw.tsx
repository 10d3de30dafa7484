import type { ClaimView } from '#shared/claims'
import { api } from '../../../api/endpoints'
import { ProblemNotice } from '../../../components/notice'
import { DangerButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'

/** Taking a claim back, while the server allows it. */
export function Withdraw({ claim, onChange }: { claim: ClaimView; onChange: (claim: ClaimView) => void }) {
  const command = useCommand(async (key: string) => {
    onChange(await api.claimEvent(key, claim.id, { event: 'withdraw', revision: claim.revision }))
  })
  if (!claim.permittedEvents.includes('withdraw')) return null
  const withdraw = async () => {
    const sure = await confirmed({
      title: '撤回这次申领？',
      content: '撤回后不再审核，也不会打款。以后想领要重新申领、重新排队。',
      yes: '撤回',
      no: '不撤回',
    })
    if (sure) await command.run()
  }
  return (
    <>
      <ProblemNotice problem={command.problem} />
      <DangerButton text="撤回申领" busy={command.busy} onTap={() => void withdraw()} />
    </>
  )
}
