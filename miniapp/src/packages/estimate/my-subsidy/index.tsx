import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { Text } from '@tarojs/components'
import { hoursAskedBy } from '#shared/subsidy-course-balance'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { DeadEnd } from '../../../components/empty'
import { NoCharge } from '../../../components/no-charge'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { Tappable } from '../../../components/tappable'
import { useParam } from '../../../hooks/use-param'
import { keepVerdict } from '../../../policies/kept-verdict'
import { phonePolicy } from '../../../policies/phone-policy'
import { closedWords, isOffCatalogue, tradeName } from '../../../trades/catalogue'
import type { Subject } from '../answers'
import { Apprentices } from '../apprentices'
import { CertificateQuestions } from '../certificate-questions'
import { Ladder } from '../ladder'
import { NotInForce } from '../not-in-force'
import { OfficeCard } from '../office-card'
import { PolicyCard } from '../policy-card'
import { ResultBar } from '../result-bar'
import { RouteDetail } from '../route-detail'
import { standingOf } from '../route-words'
import { TrainingQuestions } from '../training-questions'
import { TwoWays } from '../two-ways'
import { useEstimate, type MyEstimate } from '../use-estimate'
import { WhatIf } from '../what-if'
import './index.scss'

/** 我能领吗: for one row of the annex, or for a field without one. */
export default function MySubsidyPage() {
  const seq = Number(useParam('estimate', 'seq'))
  const sector = useParam('estimate', 'sector')
  const { categoryOfRow } = phonePolicy().policy
  if (seq > 0 && categoryOfRow.has(seq)) return <OfTrade seq={seq} />
  if (seq === 0 || Number.isNaN(seq)) return <OfField first={sector} />
  return (
    <PageFrame title="我能领吗">
      <DeadEnd title="目录里没有这一项" text="回首页用您自己的话找工种。" />
    </PageFrame>
  )
}

function OfTrade({ seq }: { seq: number }) {
  const subject = useMemo<Subject>(() => ({ tradeSeq: seq }), [seq])
  const of = useEstimate(subject, String(seq))
  const { training, policy } = of
  useKeptVerdict(seq, of)
  const name = <Text className="my-subsidy__trade">{tradeName(seq)}</Text>
  const isClosed = isOffCatalogue(seq)
  if (!of.standing.mayPay) return <Off of={of} heading={name} />
  return (
    <PageFrame title="我能领吗" programme footer={<ResultBar of={of} />}>
      {name}
      {isClosed ? (
        <Notice tone="stop" title={closedWords.title}>
          {closedWords.text}
        </Notice>
      ) : (
        <Card title="先答几个问题" aside={<Restart of={of} />}>
          <TrainingQuestions
            asked={of.asked}
            answers={of.answers}
            wanted={of.wanted}
            asksExamDay={training?.asOf === 'examinedOn'}
            settled={of.settled}
            city={policy.city}
            today={of.today}
            onAnswer={of.answer}
          />
        </Card>
      )}
      <CertificateWay of={of} />
      {training && (
        <RouteDetail title="培训：怎么算的" answer={training} policy={policy} open={of.open.training} />
      )}
      <CertificateDetail of={of} />
      {training && training.outcome !== 'payable' && of.standing.status !== 'closed' && (
        <WhatIf amount={training.amount} askedTenths={hoursAskedBy(policy, training.rule)} />
      )}
      <PolicyCard of={of} />
      <Card>
        <NoCharge />
      </Card>
    </PageFrame>
  )
}

/** What came of the questions, for the page of the trade. */
function useKeptVerdict(seq: number, { answers, training, open }: MyEstimate): void {
  const standing = training && Object.keys(answers).length > 0 ? standingOf(training, open.training) : null
  const { tone, word, line } = standing ?? {}
  useEffect(() => {
    const isKnown = tone !== undefined && word !== undefined && line !== undefined
    keepVerdict(seq, isKnown ? { tone, word, line } : null)
  }, [seq, tone, word, line])
}

/** Somebody whose field the notice names, but for whose work the annex has no row. */
function OfField({ first }: { first: string }) {
  const { sectors } = phonePolicy().policy.file.annex
  const [chosen, choose] = useState(sectors.named.includes(first) ? first : null)
  const chooser = (
    <Card title="您在哪个行当？">
      <Text className="my-subsidy__hint">
        文件{sectors.citation.clause}点了这几个行当的名。先在首页找工种，真找不着，再按行当问。
      </Text>
      <ChoiceChips
        label="您在哪个行当"
        choices={sectors.named.map((name) => ({ value: name, label: name }))}
        value={chosen}
        onChange={choose}
      />
    </Card>
  )
  if (chosen === null) {
    return (
      <PageFrame title="我能领吗" programme>
        {chooser}
      </PageFrame>
    )
  }
  return <OfChosenField key={chosen} sector={chosen} chooser={chooser} />
}

function OfChosenField({ sector, chooser }: { sector: string; chooser: ReactNode }) {
  const subject = useMemo<Subject>(() => ({ sector }), [sector])
  const of = useEstimate(subject, sector)
  if (!of.standing.mayPay) return <Off of={of} heading={chooser} />
  return (
    <PageFrame title="我能领吗" programme footer={<ResultBar of={of} />}>
      {chooser}
      {of.training && <OfficeCard sector={sector} answer={of.training} />}
      <CertificateWay of={of} />
      {of.training && (
        <RouteDetail title="培训：文件怎么写" answer={of.training} policy={of.policy} open={0} />
      )}
      <CertificateDetail of={of} />
      <PolicyCard of={of} />
      <Card>
        <NoCharge />
      </Card>
    </PageFrame>
  )
}

function Off({ of, heading }: { of: MyEstimate; heading: ReactNode }) {
  return (
    <PageFrame title="我能领吗" programme>
      {heading}
      <NotInForce standing={of.standing} />
      <PolicyCard of={of} />
      <Card>
        <NoCharge />
      </Card>
    </PageFrame>
  )
}

function CertificateWay({ of }: { of: MyEstimate }) {
  return (
    <>
      <Card title="有证书的，还有一条路">
        <CertificateQuestions
          answers={of.answers}
          employeeAsked={of.asked.includes('employee')}
          city={of.policy.city}
          today={of.today}
          onAnswer={of.answer}
        />
      </Card>
      <TwoWays of={of} />
    </>
  )
}

function CertificateDetail({ of }: { of: MyEstimate }) {
  const isOver = of.standing.status === 'closed'
  return (
    <>
      {of.certificate && (
        <RouteDetail
          title="证书：怎么算的"
          answer={of.certificate}
          policy={of.policy}
          open={of.open.certificate}
        />
      )}
      <Ladder
        policy={of.policy}
        level={of.answers.level}
        lacksInsurance={of.certificate?.failed.includes('insuranceMonths') === true}
        isOver={isOver}
      />
      {of.answers.employee === 'yes' && !isOver && <Apprentices policy={of.policy} />}
    </>
  )
}

function Restart({ of: { answers, restart } }: { of: MyEstimate }) {
  if (Object.keys(answers).length === 0) return null
  return (
    <Tappable className="my-subsidy__restart" onTap={restart}>
      <Text>重新回答</Text>
    </Tappable>
  )
}
