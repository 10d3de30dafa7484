import { useSyncExternalStore } from 'react'
import { Button, Text } from '@tarojs/components'
import { useShown } from '../hooks/use-shown'
import { isPrivacyAsked, onPrivacyAsked, PRIVACY_BUTTON, settlePrivacy } from '../platform/privacy'
import { isH5 } from '../platform/target'
import { open } from '../routes'
import { PlainButton, PrimaryButton } from './primary-button'
import { Sheet } from './sheet'
import './wechat-button.scss'

const yes = '同意并继续'

/** Comes over any page when something personal is needed for the first time: what for, where to read more, yes or no. */
export function PrivacySheet() {
  const asked = useSyncExternalStore(onPrivacyAsked, isPrivacyAsked, isPrivacyAsked)
  const shown = useShown()
  if (!asked || !shown) return null
  return (
    <Sheet title="用之前，先请您同意" open onClose={() => settlePrivacy(false)}>
      <Text>
        这一步要用到您的个人信息：手机号、复制到剪贴板的文字，或者您选的照片、文件。只用来办培训和补贴，不给别人做广告。
      </Text>
      <Text>不同意也可以：找工种、看补贴、算金额照样能用，该填的都可以自己填。</Text>
      <PlainButton text="看个人信息怎么用" onTap={() => void open('privacyPolicy', {})} />
      {isH5 ? (
        <PrimaryButton text={yes} onTap={() => settlePrivacy(true)} />
      ) : (
        <Button
          id={PRIVACY_BUTTON}
          className="button button--primary wechat-button"
          hoverClass="button--primary-pressed"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => settlePrivacy(true)}
        >
          {yes}
        </Button>
      )}
      <PlainButton text="不同意" onTap={() => settlePrivacy(false)} />
    </Sheet>
  )
}
