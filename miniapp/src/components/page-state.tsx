import { useEffect, useState, type ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import type { ApiProblem } from '../api/api-problem'
import type { Query } from '../hooks/use-query'
import { open } from '../routes'
import { Icon, type IconName } from './icon'
import { Notice } from './notice'
import { PlainButton } from './primary-button'
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

export interface EmptyMessage {
  icon: IconName
  /** Why there is nothing. */
  title: string
  /** What to do about it. */
  text: string
  /** At most one button. */
  action?: ReactNode
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

/** Nothing here: why, and what to do. */
export function Empty({ icon, title, text, action }: EmptyMessage) {
  return (
    <View className="state">
      <View className="state__icon">
        <Icon name={icon} size="l" />
      </View>
      <Text className="state__title">{title}</Text>
      <Text className="state__text">{text}</Text>
      {action && <View className="state__action">{action}</View>}
    </View>
  )
}

function Failure({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  return (
    <Empty
      icon={problem.code === 'offline' ? 'offline' : 'alert'}
      title={problem.title}
      text={problem.message}
      action={remedyOf(problem, onRetry)}
    />
  )
}

/** Trying again helps only where the answer may change; a lost login is mended by logging in. */
function remedyOf(problem: ApiProblem, onRetry: () => void): ReactNode {
  if (problem.code === 'not_found' || problem.code === 'not_allowed') return null
  if (problem.code !== 'not_signed_in') return <PlainButton text="再试一次" onTap={onRetry} />
  return <PlainButton text="去登录" onTap={() => void open('login', {})} />
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
