import { useState, useSyncExternalStore } from 'react'
import { Text } from '@tarojs/components'
import { api } from '../api/endpoints'
import { onSecondFactorRequest, secondFactorRequest, settleSecondFactor } from '../api/second-factor'
import { useCommand } from '../hooks/use-command'
import { useSecondFactor } from '../hooks/use-second-factor'
import { useShown } from '../hooks/use-shown'
import { open } from '../routes'
import { ClockNotice } from './clock-notice'
import { CodeField, isCode } from './code-field'
import { DemoCodeButton } from './demo-code-button'
import { Notice } from './notice'
import { PlainButton, PrimaryButton } from './primary-button'
import { Sheet } from './sheet'

/** Comes over any page when a step needs the code of the authenticator app, and then lets the step go on. */
export function SecondFactorSheet() {
  const request = useSyncExternalStore(onSecondFactorRequest, secondFactorRequest, secondFactorRequest)
  const shown = useShown()
  if (!request || !shown) return null
  return (
    <Sheet title="请验证本人" open onClose={() => settleSecondFactor(false)}>
      <Asked words={request.words} />
    </Sheet>
  )
}

function Asked({ words }: { words: string }) {
  const { data } = useSecondFactor()
  if (data && data.state !== 'on') return <NotSetUp />
  return (
    <>
      <ClockNotice slowByMs={data?.slowByMs ?? 0} />
      <CodeForm words={words} />
    </>
  )
}

function NotSetUp() {
  return (
    <>
      <Notice title="还没有绑定验证器">批准、付款前要验证本人。绑定只要一次，两分钟就好。</Notice>
      <PrimaryButton text="去绑定验证器" onTap={toSetUp} />
    </>
  )
}

function CodeForm({ words }: { words: string }) {
  const [code, setCode] = useState('')
  const check = useCommand(async () => {
    await api.checkSecondFactor({ kind: 'code', code })
    settleSecondFactor(true)
  })
  return (
    <>
      <Text>{words}</Text>
      <CodeField
        label="6位验证码"
        hint="打开验证器，看现在的6位数字"
        value={code}
        problem={check.problem}
        onInput={setCode}
      />
      <DemoCodeButton onCode={setCode} />
      <PrimaryButton
        text="验证并继续"
        busy={check.busy}
        disabled={!isCode(code)}
        busyText="正在验证…"
        onTap={() => void check.run()}
      />
      <PlainButton text="手机换了，或丢了" onTap={toSetUp} />
    </>
  )
}

function toSetUp(): void {
  settleSecondFactor(false)
  void open('secondFactor', {})
}
