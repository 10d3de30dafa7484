import { Text } from '@tarojs/components'
import { reviewCheckLabels, type ClaimView } from '#shared/claims'
import { formatAmount } from '#shared/money'
import { Card } from '../../components/card'
import { CheckRow } from '../../components/check-row'
import { TextField } from '../../components/form-field'
import { Notice } from '../../components/notice'
import { TextAreaField } from '../../components/text-area-field'
import { DecisionProblem } from './decision-problem'
import { ReasonSheets } from './reason-sheets'
import { Remedies } from './remedies'
import { checksMade, needsDecidedSum, sumError, toggled } from './review-draft'
import type { Review } from './use-review'

export interface ClaimReviewProps {
  claim: ClaimView
  review: Review
}

/** The officer's own part: what to check by hand, and for a cap the sum. Only while the claim may be decided here. */
export function ClaimReview({ claim, review }: ClaimReviewProps) {
  if (claim.permittedEvents.length === 0) {
    return (
      <>
        <DecisionProblem problem={review.decide.problem} />
        <Notice title="现在不用您办">{whyNotNow(claim)}</Notice>
        <Remedies claim={claim} review={review} />
      </>
    )
  }
  return (
    <>
      {claim.listRefusal !== null && (
        <Notice tone="stop" title="目录对不上，不能通过">
          {claim.listRefusal}
        </Notice>
      )}
      {claim.permittedEvents.includes('pass') && <Checks claim={claim} review={review} />}
      {needsDecidedSum(claim) && <DecidedSum claim={claim} review={review} />}
      <Remedies claim={claim} review={review} />
      <ReasonSheets claim={claim} review={review} />
    </>
  )
}

/** Somebody else's turn, or somebody else's hands. */
function whyNotNow({ work, stateText }: ClaimView): string {
  if (work?.conflict) return work.conflict
  if (work?.assignee?.isMe === false) return `${work.assignee.name}在办。要您来办，先点“我来办”。`
  return `这件现在是：${stateText}。`
}

function Checks({ claim, review }: ClaimReviewProps) {
  const made = checksMade(claim, review.draft)
  const server = errorAt(review, '/checks')
  return (
    <Card title="请您逐项核对">
      {claim.checksNeeded.map((check) => (
        <CheckRow
          key={check}
          checked={made.includes(check)}
          label={reviewCheckLabels[check]}
          onToggle={() => review.edit({ ticked: toggled(claim, review.draft, check) })}
        >
          <Text>{reviewCheckLabels[check]}</Text>
        </CheckRow>
      ))}
      {server !== undefined && <Notice tone="stop">{server}</Notice>}
    </Card>
  )
}

function DecidedSum({ claim, review }: ClaimReviewProps) {
  const { sumText, sumReason } = review.draft
  const wrong = sumText.trim() === '' ? undefined : sumError(claim, sumText)
  return (
    <Card title="核定金额">
      <TextField
        label="发多少元"
        hint={`文件写的是${formatAmount(claim.amount)}，由您核定`}
        keyboard="digit"
        maxLength={14}
        control={{
          value: sumText,
          error: wrong ?? errorAt(review, '/decidedFen'),
          onInput: (text) => review.edit({ sumText: text }),
          onBlur: () => undefined,
        }}
      />
      <TextAreaField
        label="核定理由"
        hint="工人看得到这句话，请写清楚为什么是这个数"
        control={{
          value: sumReason,
          error: errorAt(review, '/reason'),
          onInput: (text) => review.edit({ sumReason: text }),
          onBlur: () => undefined,
        }}
      />
    </Card>
  )
}

function errorAt({ errors }: Review, pointer: string): string | undefined {
  return errors.find((error) => error.pointer === pointer)?.detail
}
