import type { ApprenticePlaceView, ApprenticeAnswerBody, ApprenticeState } from '#shared/apprenticeships'
import { chineseDay } from '#shared/subsidy-calendar'
import { apprenticeApi } from '../../../api/apprentice-endpoints'
import { Card, Fact } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StatusTag, type Tone } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { confirmed, type Question } from '../../../platform/confirm'
import { dayAndTime } from '../../../theme/dates'
import { CardSteps } from '../card-steps'

const tones: Record<ApprenticeState, Tone> = {
  waiting: 'wait',
  confirmed: 'ok',
  declined: 'quiet',
  expired: 'quiet',
  left: 'quiet',
}
const refusal: Question = {
  title: '不是您的学徒班？',
  content: '单位会知道您说不是。以后要加入，请单位再登记一次。',
  yes: '不是我',
}
const leaving: Question = {
  title: '退出这个学徒班？',
  content: '从今天起不算这个班的学徒。没学满的这一年，单位不能再申请您的补贴。',
  yes: '退出',
  grave: true,
}

/** One apprenticeship with my name on its roster: what is agreed, what is done, what is missing, and my answer. */
export function ApprenticeCard({
  place,
  onAnswered,
}: {
  place: ApprenticePlaceView
  onAnswered: () => void
}) {
  const { id, apprenticeState: state } = place
  const answer = useCommand(async (key: string, said: ApprenticeAnswerBody['answer'], ask?: Question) => {
    if (ask && !(await confirmed(ask))) return
    await apprenticeApi.answerApprenticePlace(key, id, { answer: said })
    onAnswered()
  })
  return (
    <Card
      title={`${place.tradeName}学徒班`}
      aside={<StatusTag tone={tones[state]} text={place.apprenticeStateText} />}
    >
      <Agreed place={place} />
      <Progress place={place} />
      <CardSteps>
        <ProblemNotice problem={answer.problem} />
        {state === 'waiting' && (
          <>
            <PrimaryButton
              text="是我，确认加入"
              busy={answer.busy}
              busyText="正在确认…"
              onTap={() => void answer.run('confirm')}
            />
            <PlainButton text="不是我" busy={answer.busy} onTap={() => void answer.run('decline', refusal)} />
          </>
        )}
        {state === 'confirmed' && (
          <DangerButton
            text="退出学徒班"
            busy={answer.busy}
            onTap={() => void answer.run('leave', leaving)}
          />
        )}
      </CardSteps>
    </Card>
  )
}

function Agreed({ place }: { place: ApprenticePlaceView }) {
  return (
    <>
      <Fact label="单位">{place.enterpriseName}</Fact>
      <Fact label="培训机构">{place.partnerName}</Fact>
      <Fact label="学到">{place.levelText}</Fact>
      <Fact label="多久">{`${chineseDay(place.startsOn)}起${String(place.years)}年`}</Fact>
      <Fact label="协议编号">{place.agreementNumber}</Fact>
      {place.confirmUntil !== null && <Fact label="最晚">{dayAndTime(place.confirmUntil)}</Fact>}
      {place.leftOn !== null && <Fact label="退出">{chineseDay(place.leftOn)}</Fact>}
    </>
  )
}

/** Each stage in one line: how far it is, and what the enterprise has not given yet for the one that is open. */
function Progress({ place }: { place: ApprenticePlaceView }) {
  if (place.apprenticeState !== 'confirmed') return null
  const open = place.stages.find(({ state }) => state !== 'accepted')?.stage
  return (
    <>
      {place.stages.map(({ stage, title, stateText, evidence }) => {
        const missing = evidence.filter(({ given }) => given === null).map(({ name }) => name)
        const record = place.records.find(({ year }) => year === stage)
        const learnt =
          record && `${String(record.hoursTenths / 10)}课时，考核${record.hasPassed ? '通过' : '没通过'}`
        const lacking = stage === open && missing.length > 0 ? `单位还没给：${missing.join('、')}` : undefined
        return (
          <Fact key={stage} label={title}>
            {[stateText, learnt, lacking].filter((part) => part !== undefined).join('；')}
          </Fact>
        )
      })}
    </>
  )
}
