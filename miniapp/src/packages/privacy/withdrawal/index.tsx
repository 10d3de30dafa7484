import { useState } from 'react'
import { Text } from '@tarojs/components'
import { deletionSettings } from '#shared/personal-data-retention'
import { api } from '../../../api/endpoints'
import { useProgramme } from '../../../api/programme'
import { Card, ListRow } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { DangerButton, PlainButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { withdrawPrivacy } from '../../../platform/privacy'
import { openWechatSettings } from '../../../platform/settings'
import { isH5 } from '../../../platform/target'
import { open } from '../../../routes'

/** Consents are taken back as easily as they were given; what was done before stays lawful and is said so. */
export default function PrivacyWithdrawalPage() {
  return (
    <PageFrame title="收回同意">
      <Notice>收回后，下次要用时会重新问您。以前报的名、交的申领不受影响。</Notice>
      {isH5 ? <InBrowser /> : <InWechat />}
      <Card title="别的做法">
        <ListRow
          icon="phone"
          title="让别的手机退出"
          note="手机丢了、借给过别人"
          onTap={() => void open('devices', {})}
        />
        <ListRow
          icon="signOut"
          title="注销账号"
          note={`删掉您的资料，${String(deletionSettings.waitingDays)}天内能反悔`}
          onTap={() => void open('deletion', {})}
        />
        <ListRow
          icon="info"
          title="个人信息怎么用"
          note="收了什么、存多久、给谁"
          onTap={() => void open('privacyPolicy', {})}
        />
      </Card>
    </PageFrame>
  )
}

/** WeChat keeps these consents itself; its settings are the place, and it tells the server. */
function InWechat() {
  const settings = useCommand(() => openWechatSettings())
  return (
    <Card title="微信里的同意">
      <Text>在微信的设置页里，可以关掉通知、收回给过的权限。</Text>
      <Text>要收回手机号等信息：点右上角“…”，再点小程序名字，找到“隐私与授权”。</Text>
      <ProblemNotice problem={settings.problem} />
      <PlainButton
        text="打开微信的设置"
        busy={settings.busy}
        busyText="正在打开…"
        onTap={() => void settings.run()}
      />
    </Card>
  )
}

/** A browser keeps its own answer; in a demonstration WeChat's word to the server is sent in its place. */
function InBrowser() {
  const me = useSession()
  const isDemo = useProgramme()?.mode === 'demo'
  const [isDone, setIsDone] = useState(false)
  const withdraw = useCommand(async () => {
    const sure = await confirmed({
      title: '收回同意？',
      content: '手机号等信息，下次要用时重新问您。',
      yes: '收回',
      no: '不收回',
      grave: true,
    })
    if (!sure) return
    if (me && isDemo) await api.demoWithdrawConsent()
    withdrawPrivacy()
    setIsDone(true)
  })
  if (isDone) return <Notice tone="ok" title="收回了。下次要用时会重新问您" />
  return (
    <>
      <ProblemNotice problem={withdraw.problem} />
      <DangerButton
        text="收回同意"
        busy={withdraw.busy}
        busyText="正在收回…"
        onTap={() => void withdraw.run()}
      />
    </>
  )
}
