import { useState } from 'react'
import type { VisitView } from '#shared/service-desk'
import { familyApi } from '../../../api/family-endpoints'
import { beginAssisting } from '../../../api/session'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { beginAnew } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'

async function actFor(id: string): Promise<void> {
  const { session } = await familyApi.session(id)
  beginAssisting(id, session, 'family')
  await beginAnew('me', {})
}

/** Whom I help, and the field for the code that I was given. */
export function IHelp() {
  const query = useQuery(() => familyApi.helping(), { cacheKey: null })
  const [code, setCode] = useState('')
  const begin = useCommand(async (key: string, typed: string) => {
    const visit = await familyApi.begin(key, { code: typed })
    await actFor(visit.id)
  })
  const error = begin.problem?.errors.find(({ pointer }) => pointer === '/code')?.detail
  return (
    <>
      <PageState query={query}>
        {({ items }) => (
          <>
            {items.map((visit) => (
              <Helped key={visit.id} visit={visit} onEnded={() => void query.reload()} />
            ))}
          </>
        )}
      </PageState>
      <Card title="填家人的帮办码">
        <TextField
          label="8位数字"
          hint="请他在自己的手机上打开“我的→家人帮办”，念给您听"
          keyboard="number"
          control={{ value: code, error, onInput: setCode, onBlur: () => undefined }}
          maxLength={12}
        />
        {error === undefined && <ProblemNotice problem={begin.problem} />}
        <PrimaryButton
          text="开始帮他办"
          busy={begin.busy}
          disabled={code.replace(/\D/g, '').length < 8}
          onTap={() => void begin.run(code.trim())}
        />
      </Card>
      <Notice>您办的每一步，他都看得到。收款卡、手机号和身份信息，要他自己来。</Notice>
    </>
  )
}

function Helped({ visit, onEnded }: { visit: VisitView; onEnded: () => void }) {
  const go = useCommand(() => actFor(visit.id))
  const end = useCommand(async () => {
    await familyApi.end(visit.id)
    onEnded()
  })
  return (
    <Card title={`正在帮${visit.nameMasked}`}>
      <Fact label="到几点">{dayAndTime(visit.endsAt)}</Fact>
      <ProblemNotice problem={go.problem ?? end.problem} />
      <PrimaryButton text="接着帮他办" busy={go.busy} onTap={() => void go.run()} />
      <PlainButton text="办完了" busy={end.busy} onTap={() => void end.run()} />
    </Card>
  )
}
