import { Text } from '@tarojs/components'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { open } from '../../routes'
import type { PhoneStanding } from '../../policies/policy-standing'

/** Nobody who books today is paid: that stands here in the place of every sum. */
export function NotInForce({ standing: { status, sentence } }: { standing: PhoneStanding }) {
  if (status === 'before') {
    return (
      <Notice tone="wait" title="补贴还没开始，现在算不出钱">
        {sentence}。到那天再来算。
      </Notice>
    )
  }
  return (
    <Notice tone="stop" title="补贴停了，现在报名领不到钱">
      <Text>{sentence}。停止以前已经报名的，还按报名那天的规定办。</Text>
      <PlainButton text="看我的报名" onTap={() => void open('enrolments', {})} />
    </Notice>
  )
}
