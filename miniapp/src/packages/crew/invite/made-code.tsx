import { Image, Text, View } from '@tarojs/components'
import type { NewCrewInvitationView } from '#shared/crews'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { copyText } from '../../../platform/clipboard'
import { isH5 } from '../../../platform/target'
import { webAddress } from '../../../platform/web-address'
import { dayAndTime } from '../../../theme/dates'
import { CardSteps } from '../card-steps'
import './made-code.scss'

/** The round code, this once: whoever leaves the page makes another. In WeChat a long press sends it on. */
export function MadeCode({ code }: { code: NewCrewInvitationView }) {
  return (
    <>
      <Notice tone="wait" title="图只显示这一次">
        {isH5 ? '复制链接发到群里。' : '长按图片，发到群里或者存下来。'}
        外人也可能看到，申请的人请您认准了再同意。
      </Notice>
      <Card>
        <View className="made-code">
          <Image
            className="made-code__picture"
            src={code.picture}
            mode="aspectFit"
            showMenuByLongpress
            {...(isH5 ? { 'aria-label': '邀请码' } : {})}
          />
          <Text className="made-code__until">{dayAndTime(code.expiresAt)}前有效</Text>
        </View>
        {isH5 && (
          <CardSteps>
            <PlainButton text="复制邀请链接" onTap={() => void copyText(webAddress(pageOf(code.token)))} />
          </CardSteps>
        )}
      </Card>
    </>
  )
}

/** Where the code leads. */
function pageOf(token: string): string {
  return `/packages/crew/join/index?scene=${encodeURIComponent(`j=${token}`)}`
}
