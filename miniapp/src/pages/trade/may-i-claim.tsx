import { useState } from 'react'
import { Text } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useProgramme } from '../../api/programme'
import { Card } from '../../components/card'
import { PrimaryButton } from '../../components/primary-button'
import { StatusTag } from '../../components/status-tag'
import { keptVerdict } from '../../policies/kept-verdict'
import { open } from '../../routes'

/** The way to the questions; once they have been answered, what came of it. */
export function MayIClaim({ seq }: { seq: number }) {
  const [kept, setKept] = useState(() => keptVerdict(seq))
  useDidShow(() => setKept(keptVerdict(seq)))
  const isInForce = (useProgramme()?.policy.status ?? 'active') === 'active'
  // What came of it while the policy held says nothing once it does not.
  const verdict = isInForce ? kept : null
  return (
    <Card
      title="我能领吗？"
      aside={verdict ? <StatusTag tone={verdict.tone} text={verdict.word} /> : undefined}
    >
      <Text className="may-i-claim__line">
        {verdict
          ? `上次算到：${verdict.line}`
          : '答几个问题就知道：够不够条件、还差什么、哪天为准、划不划算。不用登录。'}
      </Text>
      <PrimaryButton
        text={verdict ? '接着算' : '算一算'}
        onTap={() => void open('estimate', { seq: String(seq) })}
      />
    </Card>
  )
}
