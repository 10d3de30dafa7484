import { Text, View } from '@tarojs/components'
import type { ClaimView } from '#shared/claims'
import { employmentProofLabels } from '#shared/people'
import { programmeDate, useProgramme } from '../../api/programme'
import { Amount, PaidAmount } from '../../components/amount'
import { Card, Fact } from '../../components/card'
import { RuleExplanation } from '../../components/rule-explanation'
import { StatusTag, toneOfClaim } from '../../components/status-tag'
import { Timeline } from '../../components/timeline'
import { day, dayAndTime, hours } from '../../theme/dates'
import { tradeName, tradeOf } from '../../trades/catalogue'
import { ChecksMade } from './claim-findings'
import { presetLabel } from './preset-label'
import { waitingText } from './waiting'
import './claim-facts.scss'

/** Who claims what, when and for what training: what a decision starts from. */
export function ClaimHead({ claim }: { claim: ClaimView }) {
  return (
    <>
      <Head claim={claim} />
      <TrainingFacts claim={claim} />
    </>
  )
}

/** What the rule says about the claim, line by line, and which text of the policy says so. */
export function ClaimRule({ claim }: { claim: ClaimView }) {
  const { preset, version, hash } = claim.policy
  return (
    <Card title="规则核对">
      <RuleExplanation rule={claim.rule} />
      <Text className="facts-policy">
        政策第{version}版，{presetLabel(preset)}，校验码{hash.slice(0, 8)}
      </Text>
    </Card>
  )
}

/** Where the money goes, who employs the worker, and what happened before. */
export function ClaimBackground({ claim }: { claim: ClaimView }) {
  return (
    <>
      <MoneyFacts claim={claim} />
      <ChecksMade claim={claim} />
      <Card title="办理经过">
        <Timeline steps={claim.timeline} />
      </Card>
    </>
  )
}

function Head({ claim }: { claim: ClaimView }) {
  const today = programmeDate(useProgramme())
  const { claimant, decidedFen } = claim
  return (
    <Card>
      <View className="facts-head">
        <Text className="facts-head__name">{claimant?.nameMasked ?? claim.claimantMasked ?? '未填姓名'}</Text>
        <StatusTag tone={toneOfClaim(claim.state)} text={claim.stateText} />
      </View>
      {decidedFen === null ? (
        <Amount amount={claim.amount} size="large" />
      ) : (
        <PaidAmount fen={decidedFen} size="large" />
      )}
      {decidedFen !== null && claim.amount.kind === 'upTo' && (
        <View className="facts-head__cap">
          <Text>核定；文件写的是</Text>
          <Amount amount={claim.amount} />
        </View>
      )}
      {claim.decidedReason !== null && (
        <Text className="facts-head__note">核定理由：{claim.decidedReason}</Text>
      )}
      <Fact label="回执号">{claim.claimNo}</Fact>
      <Fact label="提交">
        <View>{dayAndTime(claim.submittedAt)}</View>
        <View className="facts-head__note">{waitingText(claim.submittedAt, today)}</View>
      </Fact>

      {claimant && (
        <>
          <Fact label="身份证">{claimant.residentIdMasked}</Fact>
          <Fact label="手机">{claimant.mobileMasked}</Fact>
        </>
      )}
    </Card>
  )
}

function TrainingFacts({ claim }: { claim: ClaimView }) {
  const { training } = claim
  const { certificate } = training
  const trade = tradeOf(claim.tradeSeq)
  return (
    <Card title="培训" aside={training.joinedLate && <StatusTag tone="wait" text="晚报名，请多看一眼考勤" />}>
      <Fact label="工种">
        {tradeName(claim.tradeSeq)}（{trade ? `${trade.category}，` : ''}附件第{claim.tradeSeq}项）
      </Fact>
      <Fact label="班级">{claim.classTitle}</Fact>
      <Fact label="机构">{claim.institutionName}</Fact>
      <Fact label="课时">
        现场{hours(training.onsiteHoursTenths)}
        {training.onlineHoursTenths > 0 && `，线上${hours(training.onlineHoursTenths)}`}
      </Fact>
      <Fact label="考试">{examText(training.exam)}</Fact>
      {certificate ? (
        <>
          <Fact label="证书">{certificate.label}</Fact>
          <Fact label="编号">{certificate.number}</Fact>
          <Fact label="发证">{day(certificate.issuedOn, '')}</Fact>
        </>
      ) : (
        <Fact label="证书">没有登记</Fact>
      )}
    </Card>
  )
}

function MoneyFacts({ claim }: { claim: ClaimView }) {
  const { account, employment } = claim
  return (
    <Card title="单位和收款">
      <Fact label="单位">{employment?.employerName ?? '没有填'}</Fact>
      {employment && (
        <>
          <Fact label="证明">
            {employmentProofLabels[employment.proofKind]}，{employment.proofNumber}
          </Fact>
          <Fact label="入职">{day(employment.employedSince, '')}</Fact>
        </>
      )}
      <Fact label="收款">
        {account.bankName}，尾号{account.cardMasked.slice(-4)}
      </Fact>
    </Card>
  )
}

function examText(exam: ClaimView['training']['exam']): string {
  if (!exam) return '没有登记'
  return `${exam.passed ? '合格' : '不合格'}，${day(exam.examinedOn, '')}`
}
