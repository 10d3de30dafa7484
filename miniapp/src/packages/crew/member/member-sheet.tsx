import { View } from '@tarojs/components'
import type { CrewMemberView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Fact } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { DangerButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { MendForm } from './mend-form'
import { TradeForm } from './trade-form'
import './member-sheet.scss'

export interface MemberSheetProps {
  crewId: string
  member: CrewMemberView
  onClose: () => void
  /** Something was done, and the row is another now. */
  onSettled: () => void
}

/** One row and what its foreman may do: mend it, let somebody in, say the trade, take it out. Confirming is not among it. */
export function MemberSheet({ crewId, member, onClose, onSettled }: MemberSheetProps) {
  const steps = { place: { id: crewId, memberId: member.id }, member, onSettled }
  return (
    <Sheet title={member.name === '' ? '没写姓名' : member.name} open onClose={onClose}>
      <View className="member-sheet">
        <WhatIsWrong member={member} />
        <Known member={member} />
        <Steps {...steps} />
        <Removal {...steps} />
      </View>
    </Sheet>
  )
}

function WhatIsWrong({ member: { problems, stuck, refusedTries } }: Pick<MemberStepProps, 'member'>) {
  return (
    <>
      {problems.map(({ field, code, detail }) => (
        <Notice key={`${field}-${code}`} tone="stop" title={detail} />
      ))}
      {problems.length === 0 && stuck !== null && <Notice tone="wait" title={stuck} />}
      {refusedTries > 0 && (
        <Notice tone="wait" title={`有别人试过确认这一行，${refusedTries}次，没让过`}>
          请核对证件号码。
        </Notice>
      )}
    </>
  )
}

function Known({ member }: Pick<MemberStepProps, 'member'>) {
  const { residentIdMasked, mobileMasked, tradeName, classes } = member
  return (
    <View>
      {residentIdMasked !== null && <Fact label="证件号码">{residentIdMasked}</Fact>}
      {mobileMasked !== null && <Fact label="手机号">{mobileMasked}</Fact>}
      {tradeName !== null && <Fact label="工种">{tradeName}</Fact>}
      {classes.map(({ title, stateText }) => (
        <Fact key={title} label="报的班">
          {title}，{stateText}
        </Fact>
      ))}
    </View>
  )
}

/** What can be done in this state. */
function Steps(props: MemberStepProps) {
  switch (props.member.state) {
    case 'faulty':
    case 'expired':
    case 'unconfirmed':
      return <MendForm {...props} />
    case 'asked':
      return (
        <>
          <Approval {...props} />
          <TradeForm {...props} />
        </>
      )
    case 'confirmed':
      return <TradeForm {...props} />
    case 'declined':
      return null
  }
}

export interface MemberStepProps {
  place: { id: string; memberId: string }
  member: CrewMemberView
  onSettled: () => void
}

function Approval({ place, onSettled }: MemberStepProps) {
  const approve = useCommand(async (key: string) => {
    await crewApi.approveCrewMember(key, place)
    onSettled()
  })
  return (
    <>
      <ProblemNotice problem={approve.problem} />
      <PrimaryButton text="同意加入" busy={approve.busy} onTap={() => void approve.run()} />
    </>
  )
}

function Removal({ place, member, onSettled }: MemberStepProps) {
  const remove = useCommand(async (key: string) => {
    const sure = await confirmed({
      title: `把“${member.name === '' ? '这一行' : member.name}”从名单里删掉？`,
      content: '他已经报的班不受影响。要他再来，重新添加就行。',
      yes: '删掉',
      no: '不删',
      grave: true,
    })
    if (!sure) return
    await crewApi.removeCrewMember(key, place)
    onSettled()
  })
  return (
    <>
      <ProblemNotice problem={remove.problem} />
      <DangerButton text="从名单里删掉" busy={remove.busy} onTap={() => void remove.run()} />
    </>
  )
}
