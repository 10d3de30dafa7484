import { useState } from 'react'
import type * as v from 'valibot'
import { Text } from '@tarojs/components'
import { roleLabels } from '#shared/people'
import { invitationCodeBody, type InvitationOfferView } from '#shared/staff-invitations'
import { decidesGuarded } from '#shared/staff-second-factor'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { refreshMe } from '../../../api/session'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { useSession } from '../../../hooks/use-session'
import { open, replaceBy } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'

const title = '接受邀请'

interface Found {
  code: string
  offer: InvitationOfferView
}

/** Where an invited person types the code, reads what it offers, and takes it on with this WeChat account. */
export default function JoinPage() {
  const me = useSession()
  const [found, setFound] = useState<Found | null>(null)
  const [isDone, setDone] = useState(false)
  if (isDone) return <Done />
  if (!me) {
    return (
      <PageFrame title={title}>
        <SignInNeeded title="先登录" text="邀请会绑在您登录的这个微信上。" reason="staff" />
      </PageFrame>
    )
  }
  if (found) return <Offer found={found} onBack={() => setFound(null)} onDone={() => setDone(true)} />
  return <CodeForm onFound={setFound} />
}

function CodeForm({ onFound }: { onFound: (found: Found) => void }) {
  const form = useForm({
    schema: invitationCodeBody,
    draftKey: 'invitation-code',
    initial: { code: '' },
    memoryOnly: ['code'],
  })
  const look = useCommand(async (_key: string, { code }: v.InferOutput<typeof invitationCodeBody>) => {
    try {
      onFound({ code, offer: await api.lookUpInvitation({ code }) })
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const body = form.read()
    if (body !== null) void look.run(body)
  }
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="看看邀请" busy={look.busy} busyText="正在核对…" onTap={submit} />}
    >
      <Card>
        <TextField
          label="邀请码"
          hint="16位字母和数字，管理员发给您的。大小写都行，横线可以不填"
          control={form.field('code')}
          maxLength={24}
        />
      </Card>
      <ProblemNotice problem={look.problem} />
    </PageFrame>
  )
}

function Offer({ found, onBack, onDone }: { found: Found; onBack: () => void; onDone: () => void }) {
  const { code, offer } = found
  const accept = useCommand(async (key: string) => {
    await api.acceptInvitation(key, { code })
    onDone()
    await refreshMe()
  })
  return (
    <PageFrame
      title={title}
      footer={
        <PrimaryButton
          text="接受，用这个微信上岗"
          busy={accept.busy}
          busyText="正在办理…"
          onTap={() => void accept.run()}
        />
      }
    >
      <Card title="请您担任">
        <Fact label="岗位">{roleLabels[offer.role]}</Fact>
        {offer.institutionName !== null && <Fact label="机构">{offer.institutionName}</Fact>}
        <Fact label="称呼">{offer.displayName}</Fact>
        <Fact label="邀请人">{offer.invitedBy ?? '系统管理员（在服务器上发的）'}</Fact>
        <Fact label="有效到">{dayAndTime(offer.expiresAt)}</Fact>
      </Card>
      <Notice>接受以后，只有这个微信能用这个岗位，所有设备会重新登录一次。不是您的，别接受。</Notice>
      <ProblemNotice problem={accept.problem} />
      <PlainButton text="换一个邀请码" onTap={onBack} />
    </PageFrame>
  )
}

function Done() {
  const needsFactor = useSession()?.roles.some(decidesGuarded) ?? false
  return (
    <PageFrame
      title={title}
      footer={
        needsFactor ? (
          <PrimaryButton text="去绑定验证器" onTap={() => void replaceBy('secondFactor', {})} />
        ) : (
          <PrimaryButton text="好" onTap={() => void open('me', {})} />
        )
      }
    >
      <Card title="已经上岗">
        <Text>
          {needsFactor
            ? '还差一步：现在就绑定动态验证器。批准、付款、邀请人之前都要它；晚了要重新登录才能绑。'
            : '工作台在“我的”里。'}
        </Text>
      </Card>
    </PageFrame>
  )
}
