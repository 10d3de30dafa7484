import type { DeviceListView } from '#shared/sign-in'
import { api } from '../../../api/endpoints'
import { signOut, signOutEverywhere } from '../../../api/session'
import { Card, ListRow } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { DangerButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { back } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'

type Device = DeviceListView['items'][number]

/** Where one is signed in: a lost phone is signed out from here. */
export default function DevicesPage() {
  const me = useSession()
  const query = useQuery(() => api.devices(), { cacheKey: null, enabled: me !== null })
  const leave = useCommand(async (_key: string, device: Device) => {
    const sure = await confirmed({
      title: device.isThisOne ? '退出这台设备？' : `退出“${device.name}”？`,
      content: '那台设备马上要重新登录。报名和申领都还在。',
      yes: '退出',
      no: '不退出',
    })
    if (!sure) return
    if (device.isThisOne) {
      await signOut()
      await back()
      return
    }
    await api.signOutDevice(device.id)
    query.reload()
  })
  const leaveAll = useCommand(async () => {
    const sure = await confirmed({
      title: '全部退出？',
      content: '所有手机和电脑都要重新登录，包括这一台。',
      yes: '全部退出',
      no: '不退出',
    })
    if (!sure) return
    await signOutEverywhere()
    await back()
  })
  if (!me)
    return (
      <PageFrame title="登录的设备">
        <SignInNeeded title="先登录" text="登录后能看到您在哪些设备上登录着。" />
      </PageFrame>
    )
  return (
    <PageFrame
      title="登录的设备"
      footer={
        <DangerButton
          text="全部退出"
          busy={leaveAll.busy}
          busyText="请稍等…"
          onTap={() => void leaveAll.run()}
        />
      }
    >
      <ProblemNotice problem={leave.problem ?? leaveAll.problem} />
      <PageState query={query}>
        {({ items }) => (
          <Card title="点一台，就能让它退出">
            {items.map((device) => (
              <ListRow
                key={device.id}
                title={device.isThisOne ? `${device.name}（这一台）` : device.name}
                note={`最近使用：${dayAndTime(device.lastSeenAt)}`}
                onTap={() => void leave.run(device)}
              />
            ))}
          </Card>
        )}
      </PageState>
    </PageFrame>
  )
}
