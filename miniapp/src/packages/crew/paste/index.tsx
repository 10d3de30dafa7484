import { useState } from 'react'
import type { RosterPasteView } from '#shared/crews'
import { rosterPasteBody, type RosterPasteBody } from '#shared/crews'
import { ApiProblem } from '../../../api/api-problem'
import { crewApi } from '../../../api/crew-endpoints'
import { Card } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { useParam } from '../../../hooks/use-param'
import { useSession } from '../../../hooks/use-session'
import { toast } from '../../../platform/toast'
import { FileImport } from './file-import'
import { Pasted } from './pasted'

const title = '添加名单'

/** A roster out of a chat, a sheet or a file: what is good goes in, what is wrong is mended in its place. */
export default function PastePage() {
  const me = useSession()
  const id = useParam('crewPaste', 'id')
  const [pasted, setPasted] = useState<RosterPasteView | null>(null)
  if (pasted) return <Pasted title={title} pasted={pasted} onAgain={() => setPasted(null)} />
  if (me) return <Paste key={me.id} id={id} onPasted={setPasted} />
  return (
    <PageFrame title={title}>
      <SignInNeeded title="先登录" text="登录后给您的班组添加名单。" />
    </PageFrame>
  )
}

function Paste({ id, onPasted }: { id: string; onPasted: (pasted: RosterPasteView) => void }) {
  const form = useForm({
    schema: rosterPasteBody,
    draftKey: `crew-roster-${id}`,
    initial: { text: '' },
    // Thirty people's numbers: they survive Back and a bad network, and are not written to the phone.
    memoryOnly: ['text'],
  })
  const paste = useCommand(async (key: string, body: RosterPasteBody) => {
    try {
      const pasted = await crewApi.pasteRoster(key, id, body)
      form.discardDraft()
      onPasted(pasted)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const submit = () => {
    const body = form.read()
    if (body === null) toast('先把名单粘贴进来')
    else void paste.run(body)
  }
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="认一认名单" busy={paste.busy} busyText="正在认…" onTap={submit} />}
    >
      <Card>
        <TextAreaField
          label="把名单粘贴到这里"
          hint="群里的话、表格里复制的都行。一行一个人：姓名、证件号码、手机号、干什么活。贴过的再贴，不会多出人来"
          control={form.field('text')}
          placeholder="张三 证件号码 手机号 钢筋工"
          maxLength={60_000}
        />
      </Card>
      <ProblemNotice problem={paste.problem} />
      <FileImport crewId={id} />
    </PageFrame>
  )
}
