import { useState } from 'react'
import {
  refusalReasonCodes,
  refusalReasons,
  returnReasonCodes,
  returnReasons,
  type ClaimView,
} from '#shared/claims'
import { Notice } from '../../components/notice'
import { OptionList } from '../../components/option-list'
import { DangerButton, PrimaryButton } from '../../components/primary-button'
import { Sheet } from '../../components/sheet'
import { TextAreaField } from '../../components/text-area-field'
import { DecisionProblem } from './decision-problem'
import { refusalOf, returnOf } from './review-draft'
import type { Review } from './use-review'

export interface ReasonSheetProps {
  claim: ClaimView
  review: Review
}

const returnOptions = returnReasonCodes.map((value) => ({ value, label: returnReasons[value].label }))
const refusalOptions = refusalReasonCodes.map((value) => ({ value, label: refusalReasons[value].label }))

/** The two decisions that need a reason, each on its own sheet over the page. */
export function ReasonSheets({ claim, review }: ReasonSheetProps) {
  const { permittedEvents } = claim
  return (
    <>
      {permittedEvents.includes('return') && <ReturnSheet claim={claim} review={review} />}
      {permittedEvents.includes('refuse') && <RefusalSheet claim={claim} review={review} />}
    </>
  )
}

/** Sends the claim back: which of the known reasons, and what exactly is to be mended. */
function ReturnSheet({ claim, review }: ReasonSheetProps) {
  const [asked, setAsked] = useState(false)
  const { draft, edit, decide } = review
  const body = returnOf(claim, draft)
  const chosen = draft.returnReason && returnReasons[draft.returnReason]
  const send = () => {
    setAsked(true)
    if (!body || !chosen) return
    const content = `${nameOf(claim)}会收到：“${chosen.label}。${chosen.say}”。补好后不用重新排队，直接回到您这里。`
    void decide.run(body, { title: '退回请对方补？', content, yes: '退回' })
  }
  return (
    <Sheet title="退回" open={review.sheet === 'return'} onClose={() => review.show(null)}>
      <OptionList
        label="哪里要补"
        options={returnOptions}
        value={draft.returnReason}
        error={asked && draft.returnReason === null ? '请选退回原因' : errorAt(review, '/reasonCode')}
        onChange={(returnReason) => edit({ returnReason })}
      />
      {chosen && <Notice>工人会看到：{chosen.say}</Notice>}
      <TextAreaField
        label="补充说明（可以不写）"
        hint="说具体些，比如哪一天的课时对不上"
        control={{
          value: draft.returnComment,
          error: errorAt(review, '/comment'),
          onInput: (returnComment) => edit({ returnComment }),
          onBlur: () => undefined,
        }}
      />
      <DecisionProblem problem={decide.problem} />
      <PrimaryButton text="退回" busy={decide.busy} onTap={send} />
    </Sheet>
  )
}

/** Refuses the claim for good: which of the known reasons, and a sentence that the worker understands. */
function RefusalSheet({ claim, review }: ReasonSheetProps) {
  const [asked, setAsked] = useState(false)
  const { draft, edit, decide } = review
  const body = refusalOf(claim, draft)
  const send = () => {
    setAsked(true)
    if (!body) return
    const content = `${nameOf(claim)}的这笔申领就此办结。工人会收到消息，看得到您写的原因，可以申诉一次，由别人复核。`
    void decide.run(body, { title: '确定不通过？', content, yes: '不通过', grave: true })
  }
  return (
    <Sheet title="不通过" open={review.sheet === 'refuse'} onClose={() => review.show(null)}>
      <Notice tone="wait">只是缺材料、能补的，请用“退回”。不通过之后您不能再改。</Notice>
      <OptionList
        label="为什么不通过"
        options={refusalOptions}
        value={draft.refusalReason}
        error={asked && draft.refusalReason === null ? '请选不通过的原因' : errorAt(review, '/reasonCode')}
        onChange={(refusalReason) => edit({ refusalReason })}
      />
      <TextAreaField
        label="写给工人的说明"
        hint="缺什么、差多少，写到他看得懂"
        control={{
          value: draft.refusalComment,
          error: asked && draft.refusalComment.trim() === '' ? '请写一句说明' : errorAt(review, '/comment'),
          onInput: (refusalComment) => edit({ refusalComment }),
          onBlur: () => undefined,
        }}
      />
      <DecisionProblem problem={decide.problem} />
      <DangerButton text="不通过" busy={decide.busy} onTap={send} />
    </Sheet>
  )
}

function nameOf(claim: ClaimView): string {
  return claim.claimant?.nameMasked ?? claim.claimNo
}

function errorAt({ errors }: Review, pointer: string): string | undefined {
  return errors.find((error) => error.pointer === pointer)?.detail
}
