import { useState } from 'react'
import { View } from '@tarojs/components'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { CodeField } from '../../../components/code-field'
import { DemoCodeButton } from '../../../components/demo-code-button'
import { DangerButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import './index.scss'

/** Taking the authenticator away, to set up another on a new phone: with its code, or a recovery code. */
export function Removal({ onRemoved }: { onRemoved: () => void }) {
  const [code, setCode] = useState('')
  const remove = useCommand(async () => {
    const sure = await confirmed({
      title: '解除绑定？',
      content: '解除后要重新绑定，才能批准和付款。',
      yes: '解除',
      no: '不解除',
    })
    if (!sure) return
    await api.removeSecondFactor({ kind: /^[\d ]+$/.test(code) ? 'code' : 'recovery', code })
    onRemoved()
  })
  return (
    <Card title="换手机，或手机丢了">
      <CodeField
        label="验证码，或一个恢复码"
        value={code}
        maxLength={12}
        problem={remove.problem}
        onInput={setCode}
      />
      <View className="factor__buttons">
        <DemoCodeButton onCode={setCode} />
        <DangerButton
          text="解除绑定"
          busy={remove.busy}
          disabled={code.trim() === ''}
          busyText="请稍等…"
          onTap={() => void remove.run()}
        />
      </View>
    </Card>
  )
}
