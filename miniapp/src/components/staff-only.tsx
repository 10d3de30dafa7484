import type { PropsWithChildren } from 'react'
import type { Role } from '#shared/people'
import { roleLabels } from '#shared/people'
import { useSession } from '../hooks/use-session'
import { DeadEnd } from './empty'
import { PageFrame } from './page-frame'
import { SignInNeeded } from './sign-in-needed'

/** Draws a staff page for those who work there; others are told whose page it is. The server checks by itself. */
export function StaffOnly({
  title,
  roles,
  children,
}: PropsWithChildren<{ title: string; roles: readonly Role[] }>) {
  const me = useSession()
  if (me && roles.some((role) => me.roles.includes(role))) return <>{children}</>
  const whose = roles.map((role) => roleLabels[role]).join('、')
  return (
    <PageFrame title={title}>
      {me ? (
        <DeadEnd
          title={`这一页是${whose}用的`}
          text="您现在的登录没有这个岗位。换一个人登录，请先到“我的”里退出。"
        />
      ) : (
        <SignInNeeded title="先登录" text={`这一页是${whose}用的，登录后就能办。`} reason="staff" />
      )}
    </PageFrame>
  )
}
