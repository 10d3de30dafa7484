import * as v from 'valibot'
import type { CrewMemberBody } from '#shared/crews'
import { crewMemberBody } from '#shared/crews'
import type { IdCardReadingView } from '#shared/id-card-reading'
import { ApiProblem } from '../../../api/api-problem'
import { crewApi } from '../../../api/crew-endpoints'
import { TextField } from '../../../components/form-field'
import { IdCardPhoto } from '../../../components/id-card-photo'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'
import type { MemberStepProps } from './member-sheet'

const { name, residentIdNumber, mobileNumber, trade } = crewMemberBody.entries
const orNothing = <E extends v.GenericSchema<string, string>>(entry: E) => v.union([v.literal(''), entry])
const schema = v.strictObject({
  name,
  residentIdNumber: orNothing(residentIdNumber.wrapped),
  mobileNumber: orNothing(mobileNumber.wrapped),
  trade: orNothing(trade.wrapped),
})

/** Mends a row in its place. A number that was good stays without being typed again: nobody is shown it. */
export function MendForm({ place, member, onSettled }: MemberStepProps) {
  const form = useForm({
    schema,
    draftKey: `crew-member-${place.memberId}`,
    initial: { name: member.name, residentIdNumber: '', mobileNumber: '', trade: member.trade },
    memoryOnly: ['name', 'residentIdNumber', 'mobileNumber'],
  })
  const mend = useCommand(async (key: string, body: CrewMemberBody) => {
    try {
      await crewApi.mendCrewMember(key, place, body)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    form.discardDraft()
    toast('改好了', 'success')
    onSettled()
  })
  const submit = () => {
    const read = form.read()
    if (read === null) return toast('有几处要改，看红字')
    const filled = Object.entries(read).filter(([field, words]) => field === 'name' || words !== '')
    void mend.run({ ...Object.fromEntries(filled), name: read.name })
  }
  const fill = (card: IdCardReadingView) => {
    if (card.name !== '') form.field('name').onInput(card.name)
    if (card.identityNumber !== '') form.field('residentIdNumber').onInput(card.identityNumber)
  }
  const isWrong = (field: string) => member.problems.some((problem) => problem.field === field)
  return (
    <>
      <IdCardPhoto onRead={fill} />
      <TextField label="姓名" control={form.field('name')} maxLength={60} />
      <TextField
        label="证件号码"
        hint={isWrong('idNumber') ? '照着证件重新填' : '没错就不用填'}
        keyboard="idcard"
        control={form.field('residentIdNumber')}
        maxLength={24}
      />
      <TextField
        label="手机号"
        hint={isWrong('mobileNumber') ? '11位。没有可以不填' : '没错就不用填'}
        keyboard="number"
        control={form.field('mobileNumber')}
        maxLength={16}
      />
      <TextField
        label="干什么活"
        hint="平时怎么叫就怎么写，如：开塔吊的"
        control={form.field('trade')}
        maxLength={30}
      />
      <ProblemNotice problem={mend.problem} />
      <PrimaryButton text="改好了" busy={mend.busy} busyText="正在保存…" onTap={submit} />
    </>
  )
}
