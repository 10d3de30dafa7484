import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { ClassEventBody, ClassLifeView } from '#shared/class-life'
import { classDeskApi } from '../../../api/class-endpoints'
import { Card, Fact } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { day } from '../../../theme/dates'
import { classDays } from '../class-days'
import { toneOfClass } from '../class-tones'
import { ReasonSheet } from '../../../components/reason-sheet'
import { StepList } from '../step-list'
import { plainSteps, reasonedSteps, type PlainStep, type ReasonedStep } from '../class-steps'

const title = '班办到哪一步'

/** How far an approved class is, what has changed since its roster was sealed, and what may be done about it. */
export default function ClassLifePage() {
  const id = useParam('classLife', 'id')
  return (
    <StaffOnly title={title} roles={['institution', 'housing', 'hr']}>
      <ClassLife id={id} />
    </StaffOnly>
  )
}

function ClassLife({ id }: { id: string }) {
  const query = useQuery(() => classDeskApi.classLife(id), { cacheKey: `class-life-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const [asking, setAsking] = useState<ReasonedStep | null>(null)
  const step = useCommand(async (key: string, body: ClassEventBody) => {
    query.replace(await classDeskApi.classStep(key, id, body))
    setAsking(null)
  })
  const ask = async (event: PlainStep) => {
    const { question } = plainSteps[event]
    if (await confirmed(question)) await step.run({ event })
  }
  return (
    <PageFrame title={title}>
      <PageState query={query}>
        {(life) => (
          <>
            <Head life={life} />
            <Roster life={life} />
            <StepList steps={life.history} />
            {asking === null && <ProblemNotice problem={step.problem} />}
            <Steps life={life} busy={step.busy} onPlain={(event) => void ask(event)} onReasoned={setAsking} />
            {asking !== null && (
              <ReasonSheet
                title={reasonedSteps[asking].text}
                consequence={reasonedSteps[asking].consequence}
                open
                busy={step.busy}
                problem={step.problem}
                onClose={() => setAsking(null)}
                onSend={(reason) => void step.run({ event: asking, reason })}
              />
            )}
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Head({ life }: { life: ClassLifeView }) {
  return (
    <>
      <Card title={life.title} aside={<StatusTag tone={toneOfClass(life.state)} text={life.stateText} />}>
        <Fact label="机构">{life.institutionName}</Fact>
        <Fact label="上课">{classDays(life)}</Fact>
        <Fact label="考试">{day(life.examOn)}</Fact>
      </Card>
      {life.stopReason !== null && (
        <Notice tone="stop" title={life.stateText}>
          {life.stopReason}
        </Notice>
      )}
    </>
  )
}

function Roster({ life: { roster, seal, state } }: { life: ClassLifeView }) {
  return (
    <Card title="名单">
      <Fact label="现在">{`${String(roster.people)}人，可收${String(roster.capacity)}人`}</Fact>
      <Fact label="有成绩">{`${String(roster.results)}人`}</Fact>
      {seal === null ? (
        <Fact label="封存">{state === 'enrolling' ? '开课那天自动封存' : '开课时没有封存'}</Fact>
      ) : (
        <>
          <Fact label="封存">{`${day(seal.sealedOn)}，${String(seal.people)}人`}</Fact>
          <Fact label="封存以后">{`进来${String(seal.joinedSince)}人，离开${String(seal.leftSince)}人`}</Fact>
          <Fact label="校验码">{seal.sha256}</Fact>
          {!seal.isIntact && <Notice tone="stop">封存的名单和校验码对不上，请马上核查</Notice>}
        </>
      )}
    </Card>
  )
}

interface StepsProps {
  life: ClassLifeView
  busy: boolean
  onPlain: (event: PlainStep) => void
  onReasoned: (event: ReasonedStep) => void
}

/** The steps that the server permits, and nothing else. */
function Steps({ life: { permittedEvents }, busy, onPlain, onReasoned }: StepsProps) {
  const plain = (Object.keys(plainSteps) as PlainStep[]).filter((event) => permittedEvents.includes(event))
  const reasoned = (Object.keys(reasonedSteps) as ReasonedStep[]).filter((event) =>
    permittedEvents.includes(event),
  )
  return (
    <>
      {plain.map((event) => (
        <PrimaryButton key={event} text={plainSteps[event].text} busy={busy} onTap={() => onPlain(event)} />
      ))}
      {reasoned.map((event) =>
        reasonedSteps[event].isGrave ? (
          <DangerButton
            key={event}
            text={reasonedSteps[event].text}
            disabled={busy}
            onTap={() => onReasoned(event)}
          />
        ) : (
          <PlainButton
            key={event}
            text={reasonedSteps[event].text}
            disabled={busy}
            onTap={() => onReasoned(event)}
          />
        ),
      )}
    </>
  )
}
