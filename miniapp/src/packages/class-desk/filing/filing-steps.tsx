import { useState } from 'react'
import { filingReturnReasons, type FilingReturnReason, type FilingView } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { ProblemNotice, Notice } from '../../../components/notice'
import { OptionList } from '../../../components/option-list'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed, type Question } from '../../../platform/confirm'
import { open } from '../../../routes'
import { ReasonSheet } from '../../../components/reason-sheet'
import { sameClassAgain } from './lesson-days'

type PlainEvent = 'pass' | 'agree' | 'take_back'
type Asking = 'return' | 'decline' | 'cancel' | null

const plain: Record<PlainEvent, { text: string; question: (filing: FilingView) => Question }> = {
  pass: {
    text: '通过',
    question: ({ state, title }) => ({
      title: `通过“${title}”？`,
      content:
        state === 'filed'
          ? '通过后转给人社部门审核，您这边不能再改。'
          : '通过后工人马上就能报名，您这边不能再改。',
      yes: '通过',
    }),
  },
  agree: {
    text: '同意合办',
    question: ({ institution }) => ({
      title: `和${institution.name}合办？`,
      content: '同意后交给住建、人社两个部门审核。',
      yes: '同意',
    }),
  },
  take_back: {
    text: '收回来改',
    question: () => ({ title: '收回这份备案？', content: '改好再提交，要重新排队。', yes: '收回' }),
  },
}
const reasoned = {
  decline: { text: '不同意合办', consequence: '退回给对方，对方看得到原因。' },
  cancel: { text: '不办了', consequence: '备案就此结束，不能恢复。可以照着再开一个。' },
} as const
const reasons = (Object.keys(filingReturnReasons) as FilingReturnReason[]).map((value) => ({
  value,
  label: filingReturnReasons[value].label,
}))

/** The steps that the server permits on a filing that is only read, and the same class once more. */
export function FilingSteps({ filing, query }: { filing: FilingView; query: Query<FilingView> }) {
  const { id, revision, permittedEvents } = filing
  const [asking, setAsking] = useState<Asking>(null)
  const step = useCommand(async (key: string, body: Parameters<typeof classDeskApi.filingStep>[2]) => {
    query.replace(await classDeskApi.filingStep(key, id, body))
    setAsking(null)
  })
  const ask = async (event: PlainEvent) => {
    if (await confirmed(plain[event].question(filing))) await step.run({ event, revision })
  }
  return (
    <>
      {asking === null && <ProblemNotice problem={step.problem} />}
      {(Object.keys(plain) as PlainEvent[])
        .filter((event) => permittedEvents.includes(event))
        .map((event) =>
          event === 'take_back' ? (
            <PlainButton
              key={event}
              text={plain[event].text}
              disabled={step.busy}
              onTap={() => void ask(event)}
            />
          ) : (
            <PrimaryButton
              key={event}
              text={plain[event].text}
              busy={step.busy}
              onTap={() => void ask(event)}
            />
          ),
        )}
      {permittedEvents.includes('return') && (
        <PlainButton text="退回修改" disabled={step.busy} onTap={() => setAsking('return')} />
      )}
      {(['decline', 'cancel'] as const)
        .filter((event) => permittedEvents.includes(event))
        .map((event) => (
          <DangerButton
            key={event}
            text={reasoned[event].text}
            disabled={step.busy}
            onTap={() => setAsking(event)}
          />
        ))}
      <ReturnSheet
        open={asking === 'return'}
        busy={step.busy}
        onClose={() => setAsking(null)}
        onSend={(reasonCode, comment) =>
          void step.run({
            event: 'return',
            revision,
            reasonCode,
            ...(comment === '' ? {} : { comment }),
          })
        }
      />
      {(asking === 'decline' || asking === 'cancel') && (
        <ReasonSheet
          title={reasoned[asking].text}
          consequence={reasoned[asking].consequence}
          open
          busy={step.busy}
          problem={step.problem}
          onClose={() => setAsking(null)}
          onSend={(reason) => void step.run({ event: asking, revision, reason })}
        />
      )}
    </>
  )
}

interface ReturnSheetProps {
  open: boolean
  busy: boolean
  onClose: () => void
  onSend: (reasonCode: FilingReturnReason, comment: string) => void
}

/** Sends a filing back: which of the known reasons, and what exactly is to be mended. */
function ReturnSheet({ open: isOpen, busy, onClose, onSend }: ReturnSheetProps) {
  const [reason, setReason] = useState<FilingReturnReason | null>(null)
  const [comment, setComment] = useState('')
  return (
    <Sheet title="退回修改" open={isOpen} onClose={onClose}>
      <OptionList label="哪里要改" options={reasons} value={reason} onChange={setReason} />
      {reason && <Notice>机构会看到：{filingReturnReasons[reason].say}。改好后排队的位置不变。</Notice>}
      <TextAreaField
        label="补充说明（可以不写）"
        hint="说具体些，比如哪一节课"
        control={{ value: comment, error: undefined, onInput: setComment, onBlur: () => undefined }}
      />
      <PrimaryButton
        text="退回"
        busy={busy}
        disabled={reason === null}
        onTap={() => reason && onSend(reason, comment.trim())}
      />
    </Sheet>
  )
}

/** For the institution: the same class once more, every day to be chosen anew. */
export function AgainButton({ filing }: { filing: FilingView }) {
  const again = useCommand(async (key: string) => {
    const { id } = await classDeskApi.beginFiling(key, sameClassAgain(filing.draft))
    await open('classFiling', { id })
  })
  return (
    <>
      <ProblemNotice problem={again.problem} />
      <PlainButton
        text="照这个再开一个班"
        busy={again.busy}
        busyText="正在打开…"
        onTap={() => void again.run()}
      />
    </>
  )
}
