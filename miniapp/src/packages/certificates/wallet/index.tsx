import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { HeldCertificateView, WalletView } from '#shared/certificates'
import { certificateApi } from '../../../api/certificate-endpoints'
import { DeadEnd } from '../../../components/empty'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { AddCertificate } from './add-certificate'
import { CertificateCard } from './certificate-card'
import { GateCode } from './gate-code'
import './index.scss'

const title = '我的证书'

/** What I hold: whether it is good, until when, and a code that shows it at the gate of a site. */
export default function WalletPage() {
  const me = useSession()
  if (me?.roles.includes('worker')) return <Wallet key={me.id} hasIdentity={me.identity !== null} />
  return (
    <PageFrame title={title}>
      {me ? (
        <DeadEnd title="这一页是工人的" text="您现在的登录没有证书。换一个人登录，请先到“我的”里退出。" />
      ) : (
        <SignInNeeded title="先登录" text="登录后看证书还有多久到期，进场时出示给门卫。" />
      )}
    </PageFrame>
  )
}

function Wallet({ hasIdentity }: { hasIdentity: boolean }) {
  // Kept nowhere: on a shared phone the next person would see it.
  const query = useQuery(() => certificateApi.wallet(), { cacheKey: null })
  const [isAdding, setAdding] = useState(false)
  const [showing, setShowing] = useState<HeldCertificateView | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const put = (changed: HeldCertificateView) => {
    if (query.data) query.replace(withChanged(query.data, changed))
  }
  return (
    <PageFrame title={title} footer={<PrimaryButton text="添一张证书" onTap={() => setAdding(true)} />}>
      <PageState query={query} empty={{ when: ({ items }) => items.length === 0, message: nothingYet }}>
        {({ items, today }) =>
          items.map((held) => (
            <CertificateCard
              key={held.id}
              held={held}
              today={today}
              onShow={() => setShowing(held)}
              onChanged={put}
              onRemoved={query.replace}
            />
          ))
        }
      </PageState>
      <Sheet title="添一张证书" open={isAdding} onClose={() => setAdding(false)}>
        <AddCertificate
          hasIdentity={hasIdentity}
          onAdded={() => {
            setAdding(false)
            void query.reload()
          }}
        />
      </Sheet>
      <Sheet title="给门卫扫" open={showing !== null} onClose={() => setShowing(null)}>
        {showing && <GateCode key={showing.id} held={showing} />}
      </Sheet>
    </PageFrame>
  )
}

const nothingYet = {
  icon: 'award',
  title: '还没有证书',
  text: '培训机构登记的证书会自动出现。以前考的，照编号添进来，核实了就能出示。',
} as const

function withChanged(wallet: WalletView, changed: HeldCertificateView): WalletView {
  return { ...wallet, items: wallet.items.map((each) => (each.id === changed.id ? changed : each)) }
}
