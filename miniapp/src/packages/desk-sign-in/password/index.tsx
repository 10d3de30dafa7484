import * as v from 'valibot'
import { Text, View } from '@tarojs/components'
import { staffRoles } from '#shared/staff-invitations'
import { newPassword, signInName, type PasswordView } from '#shared/staff-password'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { DangerButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import './index.scss'

const title = '电脑登录密码'
const schema = v.strictObject({ name: signInName, password: newPassword, again: v.string() })

/** Staff choose a name and a password for computers without a phone at hand; the authenticator is asked for besides. */
export default function PasswordPage() {
  return (
    <StaffOnly title={title} roles={staffRoles}>
      <Password />
    </StaffOnly>
  )
}

function Password() {
  const query = useQuery(() => api.passwordStanding(), { cacheKey: null })
  return (
    <PageFrame title={title}>
      <PageState query={query}>
        {(standing) => (
          <>
            {standing.name !== null && <Present standing={standing} onRemoved={query.replace} />}
            <Change standing={standing} onSet={() => void query.reload()} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Present({
  standing,
  onRemoved,
}: {
  standing: PasswordView
  onRemoved: (standing: PasswordView) => void
}) {
  const remove = useCommand(async () => {
    const sure = await confirmed({
      title: '不再用密码登录？',
      content: '其他设备会退出登录。手机扫码还可以用。',
      yes: '不再用',
      no: '留着',
    })
    if (!sure) return
    await api.removePassword()
    onRemoved({ name: null, setAt: null })
  })
  return (
    <Card title="已经设好">
      <Fact label="登录名">{standing.name}</Fact>
      {standing.setAt !== null && <Fact label="设置时间">{dayAndTime(standing.setAt)}</Fact>}
      <ProblemNotice problem={remove.problem} />
      <View className="password__removal">
        <DangerButton
          text="不再用密码登录"
          busy={remove.busy}
          busyText="请稍等…"
          onTap={() => void remove.run()}
        />
      </View>
    </Card>
  )
}

function Change({ standing, onSet }: { standing: PasswordView; onSet: () => void }) {
  const form = useForm({
    schema,
    draftKey: 'staff-password',
    initial: { name: standing.name ?? '', password: '', again: '' },
    memoryOnly: ['password', 'again'],
  })
  const isTwice = form.values.again === '' || form.values.again === form.values.password
  const save = useCommand(async (_key: string, body: { name: string; password: string }) => {
    try {
      await api.setPassword(body)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    form.discardDraft()
    for (const field of ['password', 'again'] as const) form.field(field).onInput('')
    toast('设好了，其他设备已退出')
    onSet()
  })
  const submit = () => {
    const body = form.read()
    if (body === null || body.again !== body.password) return
    void save.run({ name: body.name, password: body.password })
  }
  const again = form.field('again')
  return (
    <>
      <Card title={standing.name === null ? '设一个' : '换登录名或密码'}>
        <Text>手机不在手边时，用登录名、密码和动态验证码在电脑上登录。</Text>
        <TextField label="登录名" hint="4到32位字母或数字" control={form.field('name')} maxLength={32} />
        <TextField
          label="密码"
          hint="至少12位，一句只有您知道的话最好记"
          control={form.field('password')}
          maxLength={128}
          secret
        />
        <TextField
          label="密码再填一遍"
          control={isTwice ? again : { ...again, error: '两遍不一样，请再看看' }}
          maxLength={128}
          secret
        />
      </Card>
      <ProblemNotice problem={save.problem} />
      <PrimaryButton text="保存" busy={save.busy} disabled={form.values.again === ''} onTap={submit} />
    </>
  )
}
