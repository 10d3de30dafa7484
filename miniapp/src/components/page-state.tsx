import { useEffect, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { ApiProblem } from '../api/api-problem'
import type { Query } from '../hooks/use-query'
import { DeadEnd, Empty, type EmptyMessage } from './empty'
import { Notice } from './notice'
import { PlainButton } from './primary-button'
import { SignInNeeded } from './sign-in-needed'
import './page-state.scss'

export interface PageStateProps<T> {
  query: Query<T>
  /** Draws the answer; called with the newest one there is, also while a newer one is on its way. */
  children: (data: T) => ReactNode
  /** What to say instead of an answer with nothing in it; absent = the answer is never empty. */
  empty?: { when: (data: T) => boolean; message: EmptyMessage }
  /** Grey lines to show while waiting. */
  skeletonLines?: number
}

/** The four states of a page that asks the server: waiting, nothing there, failed with a way to try again, content. */
export function PageState<T>({ query, children, empty, skeletonLines = 4 }: PageStateProps<T>) {
  const { data, problem, loading, reload } = query
  if (data === null) {
    if (problem && !loading) return <Failure problem={problem} onRetry={() => void reload()} />
    return <Skeleton lines={skeletonLines} />
  }
  return (
    <>
      {problem && <StaleNotice problem={problem} onRetry={() => void reload()} />}
      {empty?.when(data) ? <Empty {...empty.message} /> : children(data)}
    </>
  )
}

/** Trying again helps only where the answer may change; a lost login is mended by logging in. */
function Failure({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  switch (problem.code) {
    case 'not_signed_in':
      return <SignInNeeded title="请先登录" text="登录后回到这一页接着看。" />
    // An address with a mutilated number is, to a reader, a page that is not there.
    case 'not_found':
    case 'invalid_fields':
      return <DeadEnd title="没有找到" text="这一页可能已被移走，或者链接不完整。" />
    case 'not_allowed':
      return <DeadEnd title="您现在的登录看不了这一页" text="换一个人登录，请先到“我的”里退出。" />
    default:
      return (
        <Empty
          icon={problem.code === 'offline' ? 'offline' : 'alert'}
          title={problem.title}
          text={problem.message}
          action={<PlainButton text="再试一次" onTap={onRetry} />}
        />
      )
  }
}

/** There is an earlier answer to show, but the newest one did not come. */
function StaleNotice({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  return (
    <Notice
      tone="wait"
      title={`${problem.title}，下面是上次看到的内容`}
      action={<PlainButton text="再试一次" onTap={onRetry} />}
    />
  )
}

/** Grey lines, only when waiting takes longer than a blink: a flash of grey looks slower than nothing. */
function Skeleton({ lines }: { lines: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <View className="skeleton" ariaLabel="正在打开">
      {Array.from({ length: lines }, (_, index) => (
        <View key={index} className="skeleton__line" />
      ))}
    </View>
  )
}
