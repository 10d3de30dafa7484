import { useState } from 'react'
import type { ClaimView } from '#shared/claims'
import { chineseDay } from '#shared/subsidy-calendar'
import { api } from '../../../api/endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import { forget, keep, readKept } from '../../../platform/storage'
import { toast } from '../../../platform/toast'

interface RefusedProps {
  claim: ClaimView
  onChange: (claim: ClaimView) => void
}

/** Why it was refused, how an appeal stands, and the way to appeal while there is one. */
export function Refused({ claim, onChange }: RefusedProps) {
  const [isOpen, setOpen] = useState(false)
  const { refused, appeal, appealUntil, permittedEvents } = claim
  if (!refused) return null
  const mayAppeal = permittedEvents.includes('appeal')
  return (
    <>
      <Notice
        tone="stop"
        title={`${refused.byText}没有通过：${refused.label}`}
        {...(mayAppeal
          ? { action: <PlainButton text="我有不同意见，要申诉" onTap={() => setOpen(true)} /> }
          : {})}
      >
        {refused.comment}
        {mayAppeal &&
          appealUntil !== null &&
          `。觉得不对，${chineseDay(appealUntil)}前可以申诉一次，换人复核。`}
      </Notice>
      {appeal && (
        <Notice title={appeal.answer ? '申诉复核过了，维持原来的决定' : '您的申诉收到了'}>
          {appeal.answer
            ? `${appeal.answer.text}。不服的，可以申请行政复议，也可以到法院起诉。`
            : `由没有审过这笔的人复核${appeal.dueOn === null ? '' : `，${chineseDay(appeal.dueOn)}前答复`}。`}
        </Notice>
      )}
      <Sheet title="申诉" open={isOpen} onClose={() => setOpen(false)}>
        <Appeal claim={claim} onChange={onChange} onSent={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function Appeal({ claim, onChange, onSent }: RefusedProps & { onSent: () => void }) {
  const place = `draft:appeal-${claim.id}`
  const [words, setWords] = useState(() => readKept<string>(place) ?? '')
  const send = useCommand(async (key: string, text: string) => {
    onChange(await api.claimEvent(key, claim.id, { event: 'appeal', words: text, revision: claim.revision }))
    forget(place)
    onSent()
    toast('申诉已交上去', 'success')
  })
  const written = words.replace(/\s+/g, ' ').trim()
  return (
    <>
      <TextAreaField
        label="哪里不对"
        hint="写清楚事实，有证明的写在哪里能查到。只能申诉一次"
        control={{
          value: words,
          error: send.problem?.errors.find(({ pointer }) => pointer === '/words')?.detail,
          onInput: (text) => {
            setWords(text)
            keep(place, text)
          },
          onBlur: () => undefined,
        }}
        maxLength={500}
      />
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="提交申诉"
        busy={send.busy}
        disabled={written === ''}
        onTap={() => void send.run(written)}
      />
    </>
  )
}
