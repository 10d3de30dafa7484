import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { chineseDay } from '#shared/subsidy-calendar'
import { useProgramme } from '../api/programme'
import { useOnline } from '../platform/network'
import { isH5 } from '../platform/target'
import { back } from '../routes'
import { useTypeScale } from '../theme/type-scale'
import { AssistingLine } from './assisting-line'
import { Icon } from './icon'
import { PrivacySheet } from './privacy-sheet'
import { SecondFactorSheet } from './second-factor-sheet'
import { Tappable } from './tappable'
import './page-frame.scss'

export interface PageFrameProps {
  /** Heading in a browser; in WeChat the page's own configuration draws the title bar. */
  title: string
  /** A page of the tab bar has no way back. */
  tab?: boolean
  /** Stays at the thumb: the page's one main button, at most with a second one beside it. */
  footer?: ReactNode
  /** Shows the quiet line with the state of the policy and, in demonstration, its date. */
  programme?: boolean
  /** Staff pages may use a desk's whole width. */
  wide?: boolean
  /** The text itself is read here: the question waits on the page below. */
  isPrivacyText?: boolean
}

/** The root of every page: ground, reader's type size, way back, what the network and the policy are doing. */
export function PageFrame({
  title,
  tab,
  footer,
  programme,
  wide,
  isPrivacyText,
  children,
}: PropsWithChildren<PageFrameProps>) {
  const scale = useTypeScale()
  return (
    <View className={`page page--x${String(scale * 10)} ${wide ? 'page--wide' : ''}`}>
      {isH5 && <BrowserBar title={title} tab={tab === true} />}
      <OfflineLine />
      <AssistingLine />
      {programme && <ProgrammeLine />}
      <View className="page__content">{children}</View>
      <SecondFactorSheet />
      {!isPrivacyText && <PrivacySheet />}
      {footer !== undefined && footer !== null && <View className="page__footer">{footer}</View>}
    </View>
  )
}

/** WeChat draws its own title bar; a browser has none. */
function BrowserBar({ title, tab }: { title: string; tab: boolean }) {
  return (
    <View className="page__bar">
      {!tab && (
        <Tappable className="page__back" label="返回" onTap={() => void back()}>
          <Icon name="back" size="l" />
        </Tappable>
      )}
      <View className="page__title" {...{ role: 'heading', 'aria-level': 1 }}>
        {title}
      </View>
    </View>
  )
}

function OfflineLine() {
  if (useOnline()) return null
  return (
    <View className="page__offline" {...(isH5 ? { role: 'status' } : {})}>
      <Icon name="offline" size="s" />
      <Text>没有网络。找工种、算补贴照样能用。</Text>
    </View>
  )
}

function ProgrammeLine() {
  const status = useProgramme()
  if (!status) return null
  return (
    <View className="page__programme">
      {status.mode === 'demo' && <Text>演示，日期按{chineseDay(status.programmeDate)}算。</Text>}
      <Text>{status.policy.statusText}。</Text>
    </View>
  )
}
