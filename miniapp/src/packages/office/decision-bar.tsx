import { View } from '@tarojs/components'
import type { ClaimView } from '#shared/claims'
import { formatYuan } from '#shared/money'
import { DangerButton, PlainButton, PrimaryButton } from '../../components/primary-button'
import { WhyNot } from '../../components/why-not'
import type { Question } from '../../platform/confirm'
import { useOnline } from '../../platform/network'
import { needsDecidedSum, passOf } from './review-draft'
import { DecisionProblem } from './decision-problem'
import type { Review } from './use-review'
import './decision-bar.scss'

export interface DecisionBarProps {
  claim: ClaimView
  review: Review
}

/** The decisions that the server permits, and nothing else. Each asks once more and says what it brings about. */
export function DecisionBar({ claim, review }: DecisionBarProps) {
  const online = useOnline()
  const permitted = claim.permittedEvents
  const { busy } = review.decide
  const pass = passOf(claim, review.draft)
  const ready = 'body' in pass
  return (
    <View className="decision">
      <DecisionProblem problem={review.decide.problem} />
      <WhyNot text={whyNot(online, permitted.includes('pass') && !ready ? pass.missing : [])} />
      <View className="decision__buttons">
        {permitted.includes('refuse') && (
          <View className="decision__other">
            <DangerButton
              text={refusalWords(claim)}
              disabled={busy || !online}
              onTap={() => review.show('refuse')}
            />
          </View>
        )}
        {permitted.includes('return') && (
          <View className="decision__other">
            <PlainButton text="退回" disabled={busy || !online} onTap={() => review.show('return')} />
          </View>
        )}
        {permitted.includes('pass') && (
          <View className="decision__pass">
            <PrimaryButton
              text="通过"
              busy={busy}
              disabled={!ready || !online}
              onTap={() => {
                if (ready) void review.decide.run(pass.body, passQuestion(claim, pass.body.decidedFen))
              }}
            />
          </View>
        )}
      </View>
    </View>
  )
}

/** What the refusal is at this place: of an objection that has a point, or of the claim. */
function refusalWords({ state }: ClaimView): string {
  return state === 'objected' ? '异议成立，不通过' : '不通过'
}

function whyNot(online: boolean, missing: readonly string[]): string {
  if (!online) return '没有网络。您写的都留着，连上网再办。'
  if (missing.length === 0) return ''
  return missing.length > 2
    ? `通过之前还差${String(missing.length)}项：${String(missing[0])}等`
    : `通过之前还要：${missing.join('、')}`
}

function passQuestion(claim: ClaimView, decidedFen: number | undefined): Question {
  const who = claim.claimant?.nameMasked ?? claim.claimNo
  if (claim.state === 'housing_review') {
    return { title: `通过${who}的申领？`, content: '通过后转给人社部门审核，您这边不能再改。', yes: '通过' }
  }
  const sum = formatYuan(needsDecidedSum(claim) && decidedFen !== undefined ? decidedFen : claim.amount.fen)
  const next = claim.timeline.some(({ label }) => label === '名单公示')
    ? '通过后先公示'
    : '通过后交给财政打款'
  return {
    title: `核定${sum}，通过？`,
    content: `${who}会收到消息：核定${sum}。${next}，您这边不能再改。`,
    yes: '通过',
  }
}
