import { useState } from 'react'
import { isShortCode, readCodeText } from '#shared/attendance-code'
import { Card } from '../../../components/card'
import { CodeField } from '../../../components/code-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useSession } from '../../../hooks/use-session'
import { canScan, scanCode } from '../../../platform/scan'
import { toast } from '../../../platform/toast'
import { dayAndTime, hours } from '../../../theme/dates'
import { TellPlace, useTellsPlace } from './tell-place'
import { useSigning, type Outcome } from './use-signing'
import './index.scss'

const title = '上课签到'

/** Coming to a lesson and going from it: scan the teacher's code, or type its six digits. */
export default function SignPage() {
  const me = useSession()
  return me ? (
    <Signing />
  ) : (
    <PageFrame title={title}>
      <SignInNeeded title="登录后签到" text="签到要记到您名下，课时才算得上。" />
    </PageFrame>
  )
}

function Signing() {
  const [tellsPlace, setTellsPlace] = useTellsPlace()
  const { outcomes, waiting, sign, handIn } = useSigning(tellsPlace)
  const [typed, setTyped] = useState('')
  const scan = async () => {
    const text = await scanCode()
    if (text === null) return
    if (readCodeText(text) === null) return toast('这不是签到码，请扫老师手机上的')
    await sign.run(text)
  }
  const digits = typed.normalize('NFKC').replace(/\s/g, '')
  return (
    <PageFrame
      title={title}
      footer={
        canScan && (
          <PrimaryButton text="扫老师的码" busy={sign.busy} busyText="正在签…" onTap={() => void scan()} />
        )
      }
    >
      <ProblemNotice problem={sign.problem} />
      {outcomes.map((outcome, index) => (
        <Came key={String(outcomes.length - index)} of={outcome} />
      ))}
      {waiting > 0 && (
        <Notice
          tone="wait"
          title={`有${String(waiting)}次签到还没交上去`}
          action={<PlainButton text="现在交" onTap={() => void handIn()} />}
        >
          有网时自动交，一天内都行。不用重新扫。
        </Notice>
      )}
      <Card title={canScan ? '扫不了？输数字' : '输老师手机上的数字'}>
        <CodeField
          label="6位数字"
          hint="在老师手机上，半分钟换一次"
          value={typed}
          problem={null}
          onInput={setTyped}
        />
        <PlainButton
          text="签上"
          busy={sign.busy}
          busyText="正在签…"
          disabled={!isShortCode(digits)}
          onTap={() => {
            setTyped('')
            void sign.run(digits)
          }}
        />
      </Card>
      <TellPlace value={tellsPlace} onChange={setTellsPlace} />
    </PageFrame>
  )
}

function Came({ of }: { of: Outcome }) {
  if (of.kind === 'refused') return <ProblemNotice problem={of.problem} />
  if (of.kind === 'kept')
    return of.isKept ? (
      <Notice tone="ok" title="没有网，先记下了">
        记在这部手机上，有网时自动交。
      </Notice>
    ) : (
      <Notice tone="stop" title="手机存满了，没记下">
        请找老师登记。
      </Notice>
    )
  const { direction, classTitle, topic, at, hoursTenths, isOffline } = of.of
  const sum = direction === 'out' ? `这节课记了${hours(hoursTenths)}。` : '下课别忘了签退，签退了才算课时。'
  return (
    <Notice tone="ok" title={`${direction === 'in' ? '签到了' : '签退了'}，${dayAndTime(at).slice(-5)}`}>
      {`${classTitle}，${topic}${isOffline ? '（没网时签的）' : ''}。${sum}`}
    </Notice>
  )
}
