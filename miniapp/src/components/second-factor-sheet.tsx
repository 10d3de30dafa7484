import { useState, useSyncExternalStore } from 'react'
import { Text } from '@tarojs/components'
import { api } from '../api/endpoints'
import { onSecondFactorRequest, secondFactorRequest, settleSecondFactor } from '../api/second-factor'
import { useCommand } from '../hooks/use-command'
import { open } from '../routes'
import { TextField } from './form-field'
import { ProblemNotice } from './notice'
import { PlainButton, PrimaryButton } from './primary-button'
import { Sheet } from './sheet'

/** Comes over any page when a step needs the code of the authenticator app, and then lets the step go on. */
export function SecondFactorSheet() {
  const request = useSyncExternalStore(onSecondFactorRequest, secondFactorRequest, secondFactorRequest)
  if (!request) return null
  return (
    <Sheet title="请验证本人" open onClose={() => settleSecondFactor(false)}>
      <CodeForm words={request.words} />
    </Sheet>
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
      <TextField
        label="6位验证码"
        hint="打开验证器，看现在的6位数字"
        keyboard="number"
        maxLength={7}
        control={{ value: code, error: undefined, onInput: setCode, onBlur: () => undefined }}
      />
      <ProblemNotice problem={check.problem} />
      <PrimaryButton
        text="验证并继续"
        busy={check.busy}
        busyText="正在验证…"
        onTap={() => void check.run()}
      />
      <PlainButton
        text="还没绑定，或手机换了"
        onTap={() => {
          settleSecondFactor(false)
          void open('secondFactor', {})
        }}
      />
    </>
  )
}
