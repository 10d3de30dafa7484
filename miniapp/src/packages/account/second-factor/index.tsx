import { useState } from 'react'
import { roles } from '#shared/people'
import { Card, ListRow } from '../../../components/card'
import { ClockNotice } from '../../../components/clock-notice'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { useSecondFactor, type SecondFactorStanding } from '../../../hooks/use-second-factor'
import { RecoveryCodes } from './recovery-codes'
import { Removal } from './removal'
import { SetUp } from './set-up'

const title = '动态验证码'
const staff = roles.filter((role) => role !== 'worker')
/** So few recovery codes are left that it is time for new ones. */
const FEW = 2

/** Staff set up their authenticator app here, write down the recovery codes, and move to another phone. */
export default function SecondFactorPage() {
  return (
    <StaffOnly title={title} roles={staff}>
      <SecondFactor />
    </StaffOnly>
  )
}

function SecondFactor() {
  const query = useSecondFactor()
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)
  if (recoveryCodes)
    return (
      <PageFrame title={title}>
        <RecoveryCodes
          codes={recoveryCodes}
          onKept={() => {
            setRecoveryCodes(null)
            void query.reload()
          }}
        />
      </PageFrame>
    )
  return (
    <PageFrame title={title}>
      <PageState query={query}>
        {(standing) => (
          <>
            <Notice title="批准、付款前多验一次">
              {`别人拿到您的登录，也批不了、付不了款。验证一次管${standing.countsMinutes}分钟。`}
            </Notice>
            <ClockNotice slowByMs={standing.slowByMs} />
            {standing.state === 'on' ? (
              <Bound standing={standing} onRemoved={() => void query.reload()} />
            ) : (
              <SetUp onConfirmed={setRecoveryCodes} />
            )}
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Bound({ standing, onRemoved }: { standing: SecondFactorStanding; onRemoved: () => void }) {
  const { recoveryCodesLeft: left } = standing
  return (
    <>
      <Card>
        <ListRow icon="shield" title="验证器已绑定" note={left > 0 ? `恢复码还剩${left}个` : '没有恢复码'} />
      </Card>
      {left <= FEW && (
        <Notice tone="wait" title={left > 0 ? '恢复码快用完了' : '手机丢了就没法验证了'}>
          在下面解除，再绑定一次，就有8个新的恢复码。
        </Notice>
      )}
      <Removal onRemoved={onRemoved} />
    </>
  )
}
