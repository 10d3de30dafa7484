import { Text } from '@tarojs/components'
import type { ClaimPreview, ExplainedRule } from '#shared/claims'
import { formatAmount } from '#shared/money'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { NoCharge } from '../../../components/no-charge'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { RuleExplanation } from '../../../components/rule-explanation'
import { useCommand } from '../../../hooks/use-command'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { open, replaceBy } from '../../../routes'
import { AccountCard, EmploymentCard, MissingCard, SumCard } from './preview-cards'

/** The claim with everything filled in, explained line by line; one tap and one question send it. */
export default function ConfirmClaimPage() {
  const enrolmentId = useParam('confirmClaim', 'enrolmentId')
  const query = useQuery(() => api.claimPreview(enrolmentId), { cacheKey: null })
  const submit = useCommand(async (key: string, preview: ClaimPreview) => {
    const claim = await sendClaim(key, preview).catch(async (problem: unknown) => {
      // The sum on the screen is no longer the right one: show the new one before anything is sent.
      if (problem instanceof ApiProblem && problem.code === 'amount_changed') await query.reload()
      throw problem
    })
    await replaceBy('receipt', { id: claim.id })
  })
  const confirm = async (preview: ClaimPreview) => {
    if (await saysYes(preview)) await submit.run(preview)
  }
  return (
    <PageFrame
      title="申领补贴"
      footer={
        query.data && <Send of={query.data} busy={submit.busy} onSend={(preview) => void confirm(preview)} />
      }
    >
      <PageState query={query} skeletonLines={6}>
        {(preview) => (
          <>
            <SumCard of={preview} />
            <MissingCard of={preview} />
            <ProblemNotice problem={submit.problem} />
            {preview.rule && (
              <Card title="条件和依据">
                <RuleExplanation rule={withoutRepetition(preview.rule, preview.missing)} />
              </Card>
            )}
            <AccountCard of={preview} />
            <EmploymentCard of={preview} />
            <SharedCard of={preview} />
            <Card>
              <NoCharge />
            </Card>
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

/** What is still missing stands above with its remedy; it need not be said twice. */
function withoutRepetition(rule: ExplainedRule, missing: ClaimPreview['missing']): ExplainedRule {
  const said = missing.map(({ text }) => text)
  return { ...rule, lines: rule.lines.filter((line) => !said.includes(line.text)) }
}

/** Who gets to see what, at one glance. */
function SharedCard({ of }: { of: ClaimPreview }) {
  return (
    <Card title="会交给谁">
      {of.sharedWith.map((line) => (
        <Text key={line} className="shared-line">
          {line}
        </Text>
      ))}
    </Card>
  )
}

function Send({ of, busy, onSend }: { of: ClaimPreview; busy: boolean; onSend: (of: ClaimPreview) => void }) {
  const { existingClaim } = of
  if (existingClaim) {
    return (
      <PrimaryButton text="已经申领过，看进度" onTap={() => void open('claim', { id: existingClaim.id })} />
    )
  }
  const sum = of.rule?.amount
  return (
    <PrimaryButton
      text={of.mayClaim && sum ? `申领${formatAmount(sum)}` : '还不能申领'}
      busy={busy}
      disabled={!of.mayClaim}
      onTap={() => onSend(of)}
    />
  )
}

/** The one question: the sum, where it goes, and what follows from saying yes. */
async function saysYes({ rule, account }: ClaimPreview): Promise<boolean> {
  if (!rule?.amount || !account) return false
  const cap = rule.amount.kind === 'upTo' ? '实际金额由人社部门审核时定。' : ''
  return confirmed({
    title: `申领${formatAmount(rule.amount)}`,
    content: `${cap}打到${account.bankName}尾号${account.cardMasked.slice(-4)}。确认后，上面的资料会交给住建、人社部门审核，由财政打款。资料不实要退回补贴。`,
    yes: '确认',
  })
}

function sendClaim(key: string, { enrolmentId, rule, account }: ClaimPreview) {
  return api.submitClaim(key, {
    enrolmentId,
    expectedAmount: { kind: rule?.amount?.kind ?? 'fixed', fen: rule?.amount?.fen ?? 0 },
    cardLastFour: account?.cardMasked.slice(-4) ?? '',
    consent: true,
  })
}
