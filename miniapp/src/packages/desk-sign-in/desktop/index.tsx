import { useCallback, useState } from 'react'
import { Text } from '@tarojs/components'
import type { SessionView } from '#shared/session'
import { enterSession } from '../../../api/session'
import { Card } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton } from '../../../components/primary-button'
import { SegmentTabs } from '../../../components/segment-tabs'
import { isH5 } from '../../../platform/target'
import { back, deskOf, replaceBy } from '../../../routes'
import { PasswordForm } from './password-form'
import { Scan } from './scan'

const title = '工作人员登录'
const ways = [
  { value: 'scan', label: '手机扫码' },
  { value: 'password', label: '密码' },
] as const
type Way = (typeof ways)[number]['value']

/** Staff sign in on a computer: by their phone, or with a password and the authenticator. */
export default function DesktopSignInPage() {
  const [way, setWay] = useState<Way>('scan')
  const enter = useCallback((session: SessionView) => {
    enterSession(session)
    void replaceBy(deskOf(session.me.roles) ?? 'me', {})
  }, [])
  if (!isH5) return <OnlyOnComputers />
  return (
    <PageFrame title={title}>
      <SegmentTabs label="怎么登录" tabs={ways} value={way} onChange={setWay} />
      {way === 'scan' ? <Scan onSession={enter} /> : <PasswordForm onSession={enter} />}
    </PageFrame>
  )
}

/** In WeChat one is signed in by WeChat. */
function OnlyOnComputers() {
  return (
    <PageFrame title={title} footer={<PlainButton text="返回" onTap={() => void back()} />}>
      <Card title="这一页在电脑上用">
        <Text>手机上点“微信登录”就行。</Text>
      </Card>
    </PageFrame>
  )
}
