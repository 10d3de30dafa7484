import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { NewSecondFactorView } from '#shared/staff-second-factor'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { CodeField, isCode } from '../../../components/code-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { QrCode } from '../../../components/qr-code'
import { copyText } from '../../../platform/clipboard'
import './index.scss'

export interface SetUpProps {
  /** Receives the recovery codes, which exist nowhere else. */
  onConfirmed: (recoveryCodes: readonly string[]) => void
}

/** From nothing to a bound authenticator: the secret, then a first code of it. */
export function SetUp({ onConfirmed }: SetUpProps) {
  const [made, setMade] = useState<NewSecondFactorView | null>(null)
  const begin = useCommand(async () => setMade(await api.beginSecondFactor()))
  if (made) return <Binding made={made} onConfirmed={onConfirmed} />
  return (
    <>
      <Card title="先装一个验证器">
        <Text>
          它每30秒换一组6位数字。手机自带的密码管理，或应用商店里搜“验证器”，都可以；名字里常带“Authenticator”。
        </Text>
      </Card>
      <ProblemNotice problem={begin.problem} />
      <PrimaryButton
        text="装好了，开始绑定"
        busy={begin.busy}
        busyText="正在生成…"
        onTap={() => void begin.run()}
      />
    </>
  )
}

function Binding({ made, onConfirmed }: SetUpProps & { made: NewSecondFactorView }) {
  const [code, setCode] = useState('')
  const confirm = useCommand(async () => {
    onConfirmed((await api.confirmSecondFactor({ code })).recoveryCodes)
  })
  return (
    <>
      <Card title="第一步：在验证器里添加">
        <Text>验证器在别的手机上：用它扫这个码。</Text>
        <QrCode drawing={made.qr} label="给验证器扫的二维码" />
        <Text>就在这台手机上：复制密钥，到验证器里选“输入密钥”。</Text>
        <Text className="factor__secret" userSelect>
          {made.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Text>
        <PlainButton text="复制密钥" onTap={() => void copyText(made.secret)} />
      </Card>
      <Card title="第二步：填验证器显示的数字">
        <CodeField label="6位验证码" value={code} problem={confirm.problem} onInput={setCode} />
      </Card>
      <PrimaryButton
        text="确认绑定"
        busy={confirm.busy}
        disabled={!isCode(code)}
        busyText="正在确认…"
        onTap={() => void confirm.run()}
      />
    </>
  )
}
