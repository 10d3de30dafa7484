import * as v from 'valibot'
import type { SessionView } from '#shared/session'
import { passwordSignInBody } from '#shared/staff-password'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { thisDevice } from '../../../platform/device'

const { name, password, code } = passwordSignInBody.entries
const schema = v.strictObject({ name, password, code })
const CODE_AND_A_SPACE = 7

/** Name, password and the authenticator's code, all at once. */
export function PasswordForm({ onSession }: { onSession: (session: SessionView) => void }) {
  const form = useForm({
    schema,
    draftKey: 'password-sign-in',
    initial: { name: '', password: '', code: '' },
    memoryOnly: ['password', 'code'],
  })
  const signIn = useCommand(async (_key: string, body: v.InferOutput<typeof schema>) => {
    const session = await api.signInByPassword({ ...body, ...(await thisDevice()) })
    form.discardDraft()
    onSession(session)
  })
  const submit = () => {
    const body = form.read()
    if (body !== null) void signIn.run(body)
  }
  return (
    <>
      <Card title="登录名和密码">
        <TextField label="登录名" control={form.field('name')} maxLength={32} />
        <TextField label="密码" control={form.field('password')} maxLength={128} secret />
        <TextField
          label="动态验证码"
          hint="验证器里现在的6位数字"
          control={form.field('code')}
          maxLength={CODE_AND_A_SPACE}
          keyboard="number"
        />
      </Card>
      <ProblemNotice problem={signIn.problem} />
      <PrimaryButton text="登录" busy={signIn.busy} busyText="正在登录…" onTap={submit} />
    </>
  )
}
