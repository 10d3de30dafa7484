import { useState } from 'react'
import type { ClaimView } from '#shared/claims'
import { objectionOutcomeLabels, type ObjectionView } from '#shared/objections'
import { chineseDay } from '#shared/subsidy-calendar'
import { Card, Fact } from '../../components/card'
import { Notice } from '../../components/notice'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { Sheet } from '../../components/sheet'
import { TextAreaField } from '../../components/text-area-field'
import { dayAndTime } from '../../theme/dates'
import { DecisionProblem } from './decision-problem'
import { remedyOf, remedyWords, type RemedyEvent } from './review-draft'
import type { Review } from './use-review'

/** What stops a claim, what is said against a decision on it, and how the officer may answer. */
export function Remedies({ claim, review }: { claim: ClaimView; review: Review }) {
  const [open, setOpen] = useState<RemedyEvent | null>(null)
  const permitted = remedyEvents.filter((event) => claim.permittedEvents.includes(event))
  return (
    <>
      {claim.heldReason !== null && (
        <Notice tone="wait" title="先停一下">
          {claim.heldReason}
        </Notice>
      )}
      {claim.objections.map((each) => (
        <Objection key={each.filedAt} of={each} />
      ))}
      {permitted.map((event) => (
        <PlainButton
          key={event}
          text={remedyWords[event].button}
          disabled={review.decide.busy}
          onTap={() => setOpen(event)}
        />
      ))}
      {open !== null && (
        <RemedySheet event={open} claim={claim} review={review} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

const remedyEvents = Object.keys(remedyWords) as RemedyEvent[]

function Objection({ of: { kind, words, filedAt, dueOn, answer } }: { of: ObjectionView }) {
  return (
    <Card title={kind === 'appeal' ? '本人申诉' : '公示期异议'}>
      <Fact label="说的是">{words}</Fact>
      <Fact label="提交">{dayAndTime(filedAt)}</Fact>
      {answer ? (
        <Fact label="答复">{`${objectionOutcomeLabels[answer.outcome]}：${answer.text}`}</Fact>
      ) : (
        <Fact label="最晚答复">{dueOn === null ? '放假安排公布后再定' : chineseDay(dueOn)}</Fact>
      )}
    </Card>
  )
}

interface RemedySheetProps {
  event: RemedyEvent
  claim: ClaimView
  review: Review
  onClose: () => void
}

function RemedySheet({ event, claim, review, onClose }: RemedySheetProps) {
  const { button, label, hint, content } = remedyWords[event]
  const { draft, edit, decide } = review
  const body = remedyOf(event, claim, draft)
  const send = async () => {
    if (!body) return
    await decide.run(body, { title: `${button}？`, content, yes: '确定' })
    onClose()
  }
  return (
    <Sheet title={button} open onClose={onClose}>
      {label === null ? (
        <Notice>{content}</Notice>
      ) : (
        <TextAreaField
          label={label}
          hint={hint}
          control={{
            value: draft.remedyText,
            error: undefined,
            onInput: (remedyText) => edit({ remedyText }),
            onBlur: () => undefined,
          }}
        />
      )}
      <DecisionProblem problem={decide.problem} />
      <PrimaryButton text={button} busy={decide.busy} disabled={!body} onTap={() => void send()} />
    </Sheet>
  )
}
