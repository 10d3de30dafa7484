import { crewTradeBody, type CrewTradeBody } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'
import type { MemberStepProps } from './member-sheet'

/** Says what somebody works as, after they have confirmed, too. */
export function TradeForm({ place, member, onSettled }: MemberStepProps) {
  const form = useForm({
    schema: crewTradeBody,
    draftKey: `crew-trade-${place.memberId}`,
    initial: { trade: member.trade },
  })
  const save = useCommand(async (key: string, body: CrewTradeBody) => {
    await crewApi.setCrewMemberTrade(key, place, body)
    form.discardDraft()
    toast('改好了', 'success')
    onSettled()
  })
  const submit = () => {
    const body = form.read()
    if (body !== null) void save.run(body)
  }
  return (
    <>
      <TextField
        label="干什么活"
        hint="平时怎么叫就怎么写，如：开塔吊的"
        control={form.field('trade')}
        maxLength={30}
      />
      <ProblemNotice problem={save.problem} />
      <PlainButton text="保存工种" busy={save.busy} busyText="正在保存…" onTap={submit} />
    </>
  )
}
