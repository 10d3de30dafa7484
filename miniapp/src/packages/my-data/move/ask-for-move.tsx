import { useState } from 'react'
import * as v from 'valibot'
import {
  accountMoveBody,
  accountMoveProof,
  type AccountMoveProof,
  type AccountMoveView,
} from '#shared/account-move'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'

const codeForm = v.strictObject({ code: accountMoveBody.entries.code })

interface AskForMoveProps {
  waitingDays: number
  onAsked: (move: AccountMoveView) => void
}

/** First who somebody is, then the code that came to the number on file. Nothing of it is written to the phone. */
export function AskForMove({ waitingDays, onAsked }: AskForMoveProps) {
  const [proof, setProof] = useState<AccountMoveProof | null>(null)
  if (proof) return <EnterCode proof={proof} onAsked={onAsked} onBack={() => setProof(null)} />
  return (
    <>
      <Card title="把原来的账号换到这个微信">
        <Fact label="等几天">{waitingDays}天，防止别人冒领；原来的微信能取消</Fact>
        <Fact label="什么不变">培训、申领、收款卡都在</Fact>
        <Fact label="号码没了">收不到短信，就带证件到窗口办理</Fact>
      </Card>
      <AskForCode onSent={setProof} />
    </>
  )
}

function AskForCode({ onSent }: { onSent: (proof: AccountMoveProof) => void }) {
  const form = useForm({
    schema: accountMoveProof,
    draftKey: 'account-move',
    initial: { name: '', identityNumber: '' },
    memoryOnly: ['name', 'identityNumber'],
  })
  const send = useCommand(async (_key: string, proof: AccountMoveProof) => {
    try {
      await api.sendMoveCode(proof)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    onSent(proof)
  })
  const submit = () => {
    const proof = form.read()
    if (proof) void send.run(proof)
    else toast('有几处要改，看红字')
  }
  return (
    <>
      <Card title="确认是您本人">
        <TextField label="姓名" hint="填登记的那个" control={form.field('name')} maxLength={60} />
        <TextField
          label="证件号码"
          hint="填登记的那个"
          keyboard="idcard"
          control={form.field('identityNumber')}
          maxLength={24}
        />
      </Card>
      <ProblemNotice problem={send.problem} />
      <PrimaryButton text="发验证码" busy={send.busy} busyText="正在发…" onTap={submit} />
    </>
  )
}

interface EnterCodeProps {
  proof: AccountMoveProof
  onAsked: (move: AccountMoveView) => void
  onBack: () => void
}

function EnterCode({ proof, onAsked, onBack }: EnterCodeProps) {
  const form = useForm({
    schema: codeForm,
    draftKey: 'account-move-code',
    initial: { code: '' },
    memoryOnly: ['code'],
  })
  const ask = useCommand(async (key: string, code: string) => {
    try {
      onAsked(await api.askForAccountMove(key, { ...proof, code }))
      form.discardDraft()
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const body = form.read()
    if (body) void ask.run(body.code)
  }
  return (
    <>
      <Notice title="姓名和证件号码对得上，验证码就发到登记的手机号">
        一分钟还没收到，请回上一步再看一遍。一个号码一天最多发3次。
      </Notice>
      <Card title="短信验证码">
        <TextField
          label="验证码"
          hint="6位数字，10分钟内有效"
          keyboard="number"
          control={form.field('code')}
          maxLength={6}
        />
      </Card>
      <ProblemNotice problem={ask.problem} />
      <PrimaryButton text="换到这个微信" busy={ask.busy} onTap={submit} />
      <PlainButton text="改姓名、证件号码，再要一个" onTap={onBack} />
    </>
  )
}
