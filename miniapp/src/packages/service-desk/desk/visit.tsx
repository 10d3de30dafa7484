import { useState } from 'react'
import { Text } from '@tarojs/components'
import { visitStateLabels, type VisitView } from '#shared/service-desk'
import { api } from '../../../api/endpoints'
import { beginAssisting } from '../../../api/session'
import { Card, Fact } from '../../../components/card'
import { CodeField, isCode } from '../../../components/code-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { toast } from '../../../platform/toast'
import { beginAnew } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'

export interface VisitProps {
  title: string
  visit: VisitView
  onChanged: (visit: VisitView) => void
  onBack: () => void
}

/** One visit: the proof, then everything that the person's own pages offer, then what was done. */
export function Visit({ title, visit, onChanged, onBack }: VisitProps) {
  const isOwn = useSession()?.displayName === visit.clerkName
  const act = useCommand(async () => {
    const { session } = await api.visitSession(visit.id)
    beginAssisting(visit.id, session)
    await beginAnew('me', {})
  })
  return (
    <PageFrame
      title={title}
      footer={
        visit.state === 'open' && isOwn ? (
          <PrimaryButton text="开始替他办" busy={act.busy} busyText="请稍等…" onTap={() => void act.run()} />
        ) : null
      }
    >
      <Card title={visitStateLabels[visit.state]}>
        <Fact label="来人">{visit.nameMasked}</Fact>
        <Fact label="手机">{visit.mobileMasked}</Fact>
        <Fact label="窗口">{visit.clerkName}</Fact>
        <Fact label="到几点">{dayAndTime(visit.endsAt)}</Fact>
        {visit.isVouched && <Fact label="放行">两位窗口人员核对过证件</Fact>}
      </Card>
      {visit.state === 'waiting' && isOwn && <Proof visit={visit} onChanged={onChanged} />}
      {visit.state === 'waiting' && !isOwn && <Vouching visit={visit} onChanged={onChanged} />}
      {visit.acts.length > 0 && (
        <Card title="办了什么">
          {visit.acts.map(({ at, act: words }) => (
            <Fact key={`${at} ${words}`} label={dayAndTime(at)}>
              {words}
            </Fact>
          ))}
        </Card>
      )}
      <ProblemNotice problem={act.problem} />
      <PlainButton text="回到列表" onTap={onBack} />
    </PageFrame>
  )
}

type StepProps = Pick<VisitProps, 'visit' | 'onChanged'>

function Proof({ visit, onChanged }: StepProps) {
  const [code, setCode] = useState('')
  const ask = useCommand(async () => {
    await api.sendVisitCode(visit.id)
    toast('已发到本人手机')
  })
  const prove = useCommand(async () => onChanged(await api.proveVisit(visit.id, { code })))
  return (
    <>
      <Card title="请本人念验证码">
        <PlainButton
          text="发验证码到本人手机"
          busy={ask.busy}
          busyText="正在发…"
          onTap={() => void ask.run()}
        />
        <CodeField label="6位验证码" value={code} problem={prove.problem} onInput={setCode} />
        <PrimaryButton
          text="核对"
          disabled={!isCode(code)}
          busy={prove.busy}
          busyText="正在核对…"
          onTap={() => void prove.run()}
        />
      </Card>
      <ProblemNotice problem={ask.problem} />
      <Notice>本人没带手机：请另一位窗口人员也核对证件，在他的列表里点这个人放行。</Notice>
    </>
  )
}

function Vouching({ visit, onChanged }: StepProps) {
  const vouch = useCommand(async () => onChanged(await api.vouchForVisit(visit.id)))
  return (
    <Card title="请您也核对证件">
      <Text>证件原件和来人对得上，再放行。放行会记在您名下。</Text>
      <PrimaryButton
        text="核对过了，放行"
        busy={vouch.busy}
        busyText="请稍等…"
        onTap={() => void vouch.run()}
      />
      <ProblemNotice problem={vouch.problem} />
    </Card>
  )
}
