import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import type { ApiProblem } from '../api/api-problem'
import { isH5 } from '../platform/target'
import { Icon, type IconName } from './icon'
import './notice.scss'

export type NoticeTone = 'info' | 'ok' | 'wait' | 'stop'
const icons: Record<NoticeTone, IconName> = { info: 'info', ok: 'done', wait: 'alert', stop: 'refused' }

/** A few sentences that belong to what stands around them. `action` is at most one button. */
export function Notice(props: PropsWithChildren<{ tone?: NoticeTone; title?: string; action?: ReactNode }>) {
  const { tone = 'info', title, action, children } = props
  return (
    <View className={`notice notice--${tone}`} {...(isH5 && tone !== 'info' ? { role: 'alert' } : {})}>
      <View className="notice__icon">
        <Icon name={icons[tone]} />
      </View>
      <View className="notice__text">
        {title !== undefined && <Text className="notice__title">{title}</Text>}
        {children !== undefined && <View className="notice__body">{children}</View>}
        {action}
      </View>
    </View>
  )
}

/** Why a command did not succeed, where it was given; nothing while there is no problem. */
export function ProblemNotice({ problem }: { problem: ApiProblem | null }) {
  if (!problem) return null
  return (
    <Notice tone={problem.isPassing ? 'wait' : 'stop'} title={problem.title}>
      {problem.message === problem.title ? undefined : problem.message}
    </Notice>
  )
}
