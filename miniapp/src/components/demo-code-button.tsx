import { useState } from 'react'
import { Text } from '@tarojs/components'
import { api } from '../api/endpoints'
import { useProgramme } from '../api/programme'
import { useCommand } from '../hooks/use-command'
import { ProblemNotice } from './notice'
import { PlainButton } from './primary-button'

/** Nobody holds the authenticator of an invented person: a demonstration reads it off and fills the code in. */
export function DemoCodeButton({ onCode }: { onCode: (code: string) => void }) {
  const isDemo = useProgramme()?.mode === 'demo'
  const [waitSeconds, setWaitSeconds] = useState<number | null>(null)
  const read = useCommand(async () => {
    const { code, secondsLeft } = await api.demoOneTimeCode()
    setWaitSeconds(code === null ? secondsLeft : null)
    if (code !== null) onCode(code)
  })
  if (!isDemo) return null
  return (
    <>
      <PlainButton text="填入演示码" busy={read.busy} busyText="正在看…" onTap={() => void read.run()} />
      {waitSeconds !== null && <Text>刚才的验证码都用过了，请{waitSeconds}秒后再点。</Text>}
      <ProblemNotice problem={read.problem} />
    </>
  )
}
