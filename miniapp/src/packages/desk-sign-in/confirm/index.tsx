import { useState } from 'react'
import type * as v from 'valibot'
import { Text, View } from '@tarojs/components'
import { desktopCodeBody, type DesktopDecisionBody, type DesktopRequestView } from '#shared/desktop-sign-in'
import { staffRoles } from '#shared/staff-invitations'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { canScan, scanCode } from '../../../platform/scan'
import { back } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import './index.scss'

const title = '电脑登录'
const TYPED_CODE = 12

/** Staff let a computer in from the phone: the code, which computer it is, the number on its screen. */
export default function ConfirmPage() {
  const [request, setRequest] = useState<DesktopRequestView | null>(null)
  const [decided, setDecided] = useState<DesktopDecisionBody['kind'] | null>(null)
  return (
    <StaffOnly title={title} roles={staffRoles}>
      {decided !== null ? (
        <Decided kind={decided} />
      ) : request === null ? (
        <CodeForm onFound={setRequest} />
      ) : (
        <Decision request={request} onDecided={setDecided} onAgain={() => setRequest(null)} />
      )}
    </StaffOnly>
  )
}

function CodeForm({ onFound }: { onFound: (request: DesktopRequestView) => void }) {
  const form = useForm({
    schema: desktopCodeBody,
    draftKey: 'desktop-code',
    initial: { code: '' },
    memoryOnly: ['code'],
  })
  const look = useCommand(async (_key: string, body: v.InferOutput<typeof desktopCodeBody>) => {
    try {
      const found = await api.lookUpDesktop(body)
      form.discardDraft()
      onFound(found)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const body = form.read()
    if (body !== null) void look.run(body)
  }
  const scan = useCommand(async () => {
    const code = await scanCode()
    if (code === null) return
    form.field('code').onInput(code)
    submit()
  })
  return (
    <PageFrame
      title={title}
      footer={
        <>
          {canScan && <PrimaryButton text="扫电脑上的码" busy={scan.busy} onTap={() => void scan.run()} />}
          {canScan ? (
            <PlainButton text="用填的码" busy={look.busy} busyText="正在核对…" onTap={submit} />
          ) : (
            <PrimaryButton text="下一步" busy={look.busy} busyText="正在核对…" onTap={submit} />
          )}
        </>
      }
    >
      <Card title="在电脑上打开登录页">
        <Text>网页上点“工作人员登录”，会显示一个码和一个两位数字。</Text>
      </Card>
      <Card>
        <TextField
          label="登录码"
          hint="8位字母和数字，在电脑的码下面"
          control={form.field('code')}
          maxLength={TYPED_CODE}
        />
      </Card>
      <ProblemNotice problem={look.problem ?? scan.problem} />
    </PageFrame>
  )
}

interface DecisionProps {
  request: DesktopRequestView
  onDecided: (kind: DesktopDecisionBody['kind']) => void
  /** Back to the code: this request is over. */
  onAgain: () => void
}

function Decision({ request, onDecided, onAgain }: DecisionProps) {
  const decide = useCommand(async (_key: string, decision: DesktopDecisionBody) => {
    await api.decideDesktop(request.id, decision)
    onDecided(decision.kind)
  })
  const isOver = decide.problem?.code === 'not_in_this_state'
  return (
    <PageFrame
      title={title}
      footer={
        isOver ? (
          <PrimaryButton text="重新填码" onTap={onAgain} />
        ) : (
          <DangerButton
            text="不是我，拒绝"
            busy={decide.busy}
            busyText="正在办理…"
            onTap={() => void decide.run({ kind: 'reject' })}
          />
        )
      }
    >
      <Card title="有一台电脑要用您的岗位登录">
        <Fact label="设备">{request.deviceName}</Fact>
        <Fact label="时间">{dayAndTime(request.requestedAt)}</Fact>
      </Card>
      <ProblemNotice problem={decide.problem} />
      {!isOver && (
        <>
          <Card title="电脑上显示的是哪个数字？">
            <View className="desktop-numbers">
              {request.numbers.map((number) => (
                <PlainButton
                  key={number}
                  text={String(number)}
                  disabled={decide.busy}
                  onTap={() => void decide.run({ kind: 'confirm', number })}
                />
              ))}
            </View>
          </Card>
          <Notice>电脑不在您面前，或者是别人叫您扫的，请点拒绝。选错数字，这次登录也会作废。</Notice>
        </>
      )}
    </PageFrame>
  )
}

function Decided({ kind }: { kind: DesktopDecisionBody['kind'] }) {
  return (
    <PageFrame title={title} footer={<PrimaryButton text="好" onTap={() => void back()} />}>
      {kind === 'confirm' ? (
        <Notice tone="ok" title="电脑登录好了">
          用完请在电脑上退出；忘了，可以在“登录的设备”里让它退出。
        </Notice>
      ) : (
        <Notice tone="ok" title="已拒绝">
          那台电脑没有登录。
        </Notice>
      )}
    </PageFrame>
  )
}
