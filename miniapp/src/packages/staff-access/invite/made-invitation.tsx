import { Text, View } from '@tarojs/components'
import { roleLabels } from '#shared/people'
import type { InvitationBody, NewInvitationView } from '#shared/staff-invitations'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { QrCode } from '../../../components/qr-code'
import { copyText } from '../../../platform/clipboard'
import { back } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import './made-invitation.scss'

export interface MadeInvitationProps {
  invitation: NewInvitationView
  body: InvitationBody
  onAnother: () => void
}

/** The code, this once: who leaves the page makes another. */
export function MadeInvitation({ invitation, body, onAnother }: MadeInvitationProps) {
  const code = invitation.code.replace(/(.{4})(?=.)/g, '$1-')
  const text = `请您在匠补通担任“${roleLabels[body.role]}”。打开小程序“我的—我有邀请码”，输入 ${code}。7天内有效，只能用一次。`
  return (
    <PageFrame title="邀请码" footer={<PrimaryButton text="办好了" onTap={() => void back()} />}>
      <Notice tone="wait" title="只显示这一次">
        发给本人，不要发到群里。发错了，到“邀请”里收回。
      </Notice>
      <Card title={`${body.displayName}，${roleLabels[body.role]}`}>
        <View className="made-invitation">
          <QrCode drawing={invitation.qr} label="邀请码的二维码" />
          <Text className="made-invitation__code" userSelect>
            {code}
          </Text>
          <Text className="made-invitation__until">{dayAndTime(invitation.expiresAt)}前有效，只能用一次</Text>
          <PlainButton text="复制邀请的话" onTap={() => void copyText(text)} />
        </View>
      </Card>
      <PlainButton text="再邀请一个人" onTap={onAnother} />
    </PageFrame>
  )
}
