import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { dutyLabels, type Duty } from '#shared/case-work'
import type { ClaimView } from '#shared/claims'
import { chineseDay } from '#shared/subsidy-calendar'
import { caseApi } from '../../api/case-endpoints'
import { Card, Fact, ListRow } from '../../components/card'
import { Notice, ProblemNotice } from '../../components/notice'
import { PageState } from '../../components/page-state'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { Sheet } from '../../components/sheet'
import { StatusTag, type Tone } from '../../components/status-tag'
import { TextAreaField } from '../../components/text-area-field'
import { useCommand } from '../../hooks/use-command'
import { useQuery } from '../../hooks/use-query'
import { toast } from '../../platform/toast'
import { dayAndTime } from '../../theme/dates'
import './case-work.scss'

interface CaseWorkProps {
  claim: ClaimView
  onChange: (claim: ClaimView) => void
}

export const dutyTones: Record<Duty, Tone> = { in_time: 'quiet', soon: 'wait', late: 'stop' }

/** In whose hands the claim is, by when it is to be decided, and what officers tell each other about it. */
export function CaseWork({ claim, onChange }: CaseWorkProps) {
  const { work } = claim
  const [sheet, setSheet] = useState<'colleague' | 'note' | null>(null)
  const assign = useAssign(claim, onChange)
  if (!work) return null
  const isWaiting = work.dueOn !== null
  const close = () => setSheet(null)
  return (
    <Card title="经办">
      {work.conflict !== null && (
        <Notice tone="stop" title="您要回避">
          {work.conflict}
        </Notice>
      )}
      {work.dueOn !== null && work.duty !== null && (
        <Fact label="最晚办">
          <Text>{chineseDay(work.dueOn)}</Text>
          {work.duty !== 'in_time' && <StatusTag tone={dutyTones[work.duty]} text={dutyLabels[work.duty]} />}
        </Fact>
      )}
      {isWaiting && <Fact label="谁在办">{handsOf(claim)}</Fact>}
      {work.notes.map(({ at, byName, text }) => (
        <ListRow key={at} title={text} note={`${byName}，${dayAndTime(at)}`} />
      ))}
      <ProblemNotice problem={assign.problem} />
      <View className="case-work">
        {isWaiting && work.conflict === null && (
          <Hands claim={claim} busy={assign.busy} onMine={assign.mine} onFree={assign.free} />
        )}
        {isWaiting && <PlainButton text="交给同事" onTap={() => setSheet('colleague')} />}
        <PlainButton text="写一条内部备注" onTap={() => setSheet('note')} />
      </View>
      <Sheet title="交给同事" open={sheet === 'colleague'} onClose={close}>
        <Colleagues claim={claim} onChange={onChange} onDone={close} />
      </Sheet>
      <Sheet title="内部备注" open={sheet === 'note'} onClose={close}>
        <Note claim={claim} onChange={onChange} onDone={close} />
      </Sheet>
    </Card>
  )
}

function handsOf({ work }: ClaimView): string {
  if (!work?.assignee) return '还没有人领，谁都可以办'
  return work.assignee.isMe ? '您' : work.assignee.name
}

interface HandsProps {
  claim: ClaimView
  busy: boolean
  onMine: () => void
  onFree: () => void
}

function Hands({ claim: { work }, busy, onMine, onFree }: HandsProps) {
  return work?.assignee?.isMe ? (
    <PlainButton text="放回去，谁都可以办" busy={busy} onTap={onFree} />
  ) : (
    <PlainButton text="我来办" busy={busy} onTap={onMine} />
  )
}

function useAssign(claim: ClaimView, onChange: CaseWorkProps['onChange']) {
  const command = useCommand(async (key: string, who: 'me' | null) => {
    const mine = who === 'me' ? (await caseApi.colleagues(claim.id)).items.find(({ isMe }) => isMe) : null
    onChange(await caseApi.assign(key, claim.id, { assigneeId: mine?.id ?? null, revision: claim.revision }))
    toast(who === 'me' ? '归您办了' : '放回去了', 'success')
  })
  const { busy, problem } = command
  return { busy, problem, mine: () => void command.run('me'), free: () => void command.run(null) }
}

function Colleagues({ claim, onChange, onDone }: CaseWorkProps & { onDone: () => void }) {
  const query = useQuery(() => caseApi.colleagues(claim.id), { cacheKey: null })
  const give = useCommand(async (key: string, assigneeId: string) => {
    onChange(await caseApi.assign(key, claim.id, { assigneeId, revision: claim.revision }))
    toast('交出去了', 'success')
    onDone()
  })
  return (
    <>
      <ProblemNotice problem={give.problem} />
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.every(({ isMe }) => isMe),
          message: { icon: 'people', title: '没有别的同事', text: '请管理员邀请，或您自己来办。' },
        }}
      >
        {({ items }) => (
          <View className="case-work">
            {items
              .filter(({ isMe }) => !isMe)
              .map(({ id, name }) => (
                <PlainButton key={id} text={name} busy={give.busy} onTap={() => void give.run(id)} />
              ))}
          </View>
        )}
      </PageState>
    </>
  )
}

function Note({ claim, onChange, onDone }: CaseWorkProps & { onDone: () => void }) {
  const [text, setText] = useState('')
  const save = useCommand(async (key: string, words: string) => {
    onChange(await caseApi.note(key, claim.id, { text: words }))
    toast('记下了', 'success')
    onDone()
  })
  const words = text.replace(/\s+/g, ' ').trim()
  return (
    <>
      <TextAreaField
        label="写给下一位经办人"
        hint="工人看不到，审计看得到。别写证件号和卡号"
        maxLength={300}
        control={{
          value: text,
          error: save.problem?.errors.find(({ pointer }) => pointer === '/text')?.detail,
          onInput: setText,
          onBlur: () => undefined,
        }}
      />
      <ProblemNotice problem={save.problem} />
      <PrimaryButton
        text="记下"
        busy={save.busy}
        disabled={words === ''}
        onTap={() => void save.run(words)}
      />
    </>
  )
}
