import type { PropsWithChildren } from 'react'
import type * as v from 'valibot'
import type { ConsentPurpose } from '#shared/consents'
import { ApiProblem } from '../../api/api-problem'
import { Card } from '../../components/card'
import { ConsentRow, useConsentGate } from '../../components/consent-row'
import { DeadEnd } from '../../components/empty'
import { Notice, ProblemNotice } from '../../components/notice'
import { PageFrame } from '../../components/page-frame'
import { PrimaryButton } from '../../components/primary-button'
import { SignInNeeded } from '../../components/sign-in-needed'
import { useCommand } from '../../hooks/use-command'
import type { Form } from '../../hooks/use-form'
import { useSession } from '../../hooks/use-session'
import { back } from '../../routes'
import { toast } from '../../platform/toast'

type Entries = Record<string, v.GenericSchema<string, unknown>>

export interface FormPageProps<E extends Entries> {
  title: string
  form: Form<E>
  /** Sends the checked body; its key is the same on every repetition of one tap. */
  save: (key: string, body: v.InferOutput<v.StrictObjectSchema<E, undefined>>) => Promise<void>
  /** What the details are for and who sees them. */
  purpose: string
  /** What has to be agreed to before anything is sent; the page says in its body that it was. */
  consent?: ConsentPurpose
}

/** A page with one form: says why, checks, saves once, keeps what was typed, and goes back where one came from. */
export function FormPage<E extends Entries>(props: PropsWithChildren<FormPageProps<E>>) {
  const { title, form, save, purpose, consent, children } = props
  const gate = useConsentGate()
  const me = useSession()
  const command = useCommand(async (key: string, body: v.InferOutput<v.StrictObjectSchema<E, undefined>>) => {
    try {
      await save(key, body)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    form.discardDraft()
    toast('已保存', 'success')
    await back()
  })
  const submit = () => {
    const body = form.read()
    if (body === null) return toast('有几处要改，看红字')
    if (consent && !gate.pass()) return
    void command.run(body)
  }
  if (!me) {
    return (
      <PageFrame title={title}>
        <SignInNeeded title="先登录" text="登录后才能填写，填的内容只有您和审核的人看得到。" />
      </PageFrame>
    )
  }
  if (!me.roles.includes('worker')) {
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一页是工人填的" text="您现在的登录不用填。换一个人登录，请先到“我的”里退出。" />
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="保存" busy={command.busy} busyText="正在保存…" onTap={submit} />}
    >
      <Notice>{purpose}</Notice>
      {children}
      {consent && (
        <Card>
          <ConsentRow purpose={consent} gate={gate} />
        </Card>
      )}
      <ProblemNotice problem={command.problem} />
    </PageFrame>
  )
}
