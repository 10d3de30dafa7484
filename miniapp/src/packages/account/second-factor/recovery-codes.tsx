import { useEffect } from 'react'
import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { copyText } from '../../../platform/clipboard'
import { scrollPage } from '../../../platform/scroll'
import './index.scss'

/** The recovery codes, this once: nothing else is on the page until the person says they are written down. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  // The page was scrolled down to the field for the code.
  useEffect(() => void scrollPage({ scrollTop: 0, duration: 0 }), [])
  const written = codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
  return (
    <>
      <Notice tone="ok" title="绑定好了">
        还差一步：抄下恢复码。手机丢了，用一个就能验证一次。
      </Notice>
      <Card title="恢复码，只显示这一次">
        <Text>抄在纸上，和手机分开放，别发给别人。</Text>
        <View className="factor__codes">
          {written.map((code) => (
            <Text key={code} className="factor__code" userSelect>
              {code}
            </Text>
          ))}
        </View>
        <PlainButton text="全部复制" onTap={() => void copyText(written.join('\n'))} />
      </Card>
      <PrimaryButton text="我已抄好" onTap={onKept} />
    </>
  )
}
