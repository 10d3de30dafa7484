import { useState } from 'react'
import { Text } from '@tarojs/components'
import { dataCopyBody, type DataCopyView } from '#shared/personal-data'
import { api } from '../../api/endpoints'
import { ApiProblem } from '../../api/api-problem'
import { Card } from '../../components/card'
import { TextField } from '../../components/form-field'
import { Notice, ProblemNotice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { useCommand } from '../../hooks/use-command'
import { useForm } from '../../hooks/use-form'
import { keepText } from '../../platform/keep-text'
import { isH5 } from '../../platform/target'
import { SectionCards } from './section-cards'

/** Everything readable, for who knows the number on file. It stays on the screen only as long as the page does. */
export function FullCopy({ hasIdentity }: { hasIdentity: boolean }) {
  const [copy, setCopy] = useState<DataCopyView | null>(null)
  const form = useForm({
    schema: dataCopyBody,
    draftKey: 'data-copy',
    initial: { identityNumber: '' },
    memoryOnly: ['identityNumber'],
  })
  const fetch = useCommand(async (_key: string, body: Parameters<typeof api.copyMyData>[0]) => {
    try {
      setCopy(await api.copyMyData(body))
      form.discardDraft()
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const keep = useCommand(async () => {
    if (copy)
      await keepText(`匠补通-我的资料-${copy.madeAt.slice(0, 10)}.json`, JSON.stringify(copy, null, 2))
  })
  const ask = () => {
    const body = hasIdentity ? form.read() : {}
    if (body) void fetch.run(body)
  }
  if (copy) {
    return (
      <>
        <Notice tone="wait" title="下面是没打星号的，别让旁人看到">
          离开这一页就不再显示。
        </Notice>
        <SectionCards sections={copy.sections} />
        <ProblemNotice problem={keep.problem} />
        <PlainButton
          text={isH5 ? '存成文件' : '复制全部'}
          busy={keep.busy}
          busyText="请稍等…"
          onTap={() => void keep.run()}
        />
      </>
    )
  }
  return (
    <Card title="要一份完整的">
      <Text>姓名、号码都不打星号，可以看，也可以带走。一天最多试5次。</Text>
      {hasIdentity && (
        <TextField
          label="证件号码"
          hint="填登记的那个，确认是您本人"
          keyboard="idcard"
          control={form.field('identityNumber')}
          maxLength={24}
        />
      )}
      <ProblemNotice problem={fetch.problem} />
      <PlainButton text="看完整的" busy={fetch.busy} busyText="正在取…" onTap={ask} />
    </Card>
  )
}
