import type { ClaimView } from '#shared/claims'
import { employmentProofLabels } from '#shared/people'
import { Card, Fact } from '../../../components/card'
import { day, dayAndTime, hours } from '../../../theme/dates'

/** What was sent, as it was sent. */
export function ClaimDetails({ claim }: { claim: ClaimView }) {
  const { account, employment, training, payment } = claim
  return (
    <Card title="交上去的内容">
      <Fact label="培训班">
        {claim.classTitle}，{claim.institutionName}
      </Fact>
      <Fact label="课时">
        现场{hours(training.onsiteHoursTenths)}
        {training.onlineHoursTenths > 0 && `，线上${hours(training.onlineHoursTenths)}`}
      </Fact>
      {training.exam && (
        <Fact label="考试">
          {day(training.exam.examinedOn)}，{training.exam.passed ? '合格' : '没有合格'}
        </Fact>
      )}
      {training.certificate && (
        <Fact label="证书">
          {training.certificate.label}，{training.certificate.number}
        </Fact>
      )}
      {employment && (
        <Fact label="单位">
          {employment.employerName}，{employmentProofLabels[employment.proofKind]}
        </Fact>
      )}
      <Fact label="收款">
        {account.bankName}，尾号{account.cardMasked.slice(-4)}
      </Fact>
      {payment?.bankReference && <Fact label="银行流水">{payment.bankReference}</Fact>}
      <Fact label="提交">{dayAndTime(claim.submittedAt)}</Fact>
    </Card>
  )
}
