import { Text, View } from '@tarojs/components'
import type { SessionView } from '#shared/session'
import { Card } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { QrCode } from '../../../components/qr-code'
import { useDesktopSignIn, type DesktopSignIn } from './use-desktop-sign-in'
import './index.scss'

const endings: Partial<Record<DesktopSignIn['state'], { title: string; text: string }>> = {
  expired: { title: '码过期了', text: '换一个，再用手机扫。' },
  rejected: { title: '手机上没有同意', text: '是您本人就换一个码再扫，选对数字。' },
  taken: { title: '这个码用过了', text: '没有登录进来的话，换一个码再扫。' },
}

/** The code for the phone, and the number that is picked there. */
export function Scan({ onSession }: { onSession: (session: SessionView) => void }) {
  const desktop = useDesktopSignIn(onSession)
  const ending = endings[desktop.state]
  return (
    <>
      <ProblemNotice problem={desktop.problem} />
      {ending && <Notice title={ending.title}>{ending.text}</Notice>}
      {desktop.request && !ending && <Waiting desktop={desktop} request={desktop.request} />}
      {(ending !== undefined || desktop.request === null) && (
        <PrimaryButton text="换一个码" busy={desktop.asking} busyText="正在取码…" onTap={desktop.renew} />
      )}
    </>
  )
}

function Waiting({
  desktop,
  request,
}: {
  desktop: DesktopSignIn
  request: NonNullable<DesktopSignIn['request']>
}) {
  const isOpened = desktop.state === 'opened'
  return (
    <Card title={isOpened ? '手机上已打开' : '用手机扫码登录'}>
      {isOpened ? (
        <Text>在手机上选下面这个数字，这里就登录了。</Text>
      ) : (
        <>
          <Text>手机小程序：我的—账号安全—电脑登录，扫这个码。</Text>
          <QrCode drawing={request.qr} label="给手机扫的登录码" />
          <Text>扫不了，就在手机上填：</Text>
          <Text className="desktop__code" userSelect>
            {`${request.code.slice(0, 4)} ${request.code.slice(4)}`}
          </Text>
        </>
      )}
      <View className="desktop__number">
        <Text className="desktop__caption">手机上选这个数字</Text>
        <Text className="desktop__digits">{request.number}</Text>
      </View>
      <Text className="desktop__caption">{`还剩${desktop.secondsLeft}秒`}</Text>
    </Card>
  )
}
