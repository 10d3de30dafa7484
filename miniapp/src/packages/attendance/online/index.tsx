import { Text, View } from '@tarojs/components'
import type { OnlineLessonView } from '#shared/online-lesson'
import { Card, Fact } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useParam } from '../../../hooks/use-param'
import { useSession } from '../../../hooks/use-session'
import { hours } from '../../../theme/dates'
import { useLearning } from './use-learning'
import './index.scss'

const title = '线上学习'

/** An online lesson: how long counts, and now and then the question whether somebody is there. */
export default function OnlineLessonPage() {
  const classId = useParam('onlineLesson', 'classId')
  const lessonId = useParam('onlineLesson', 'lessonId')
  const me = useSession()
  if (me) return <Learning place={{ classId, lessonId }} />
  return (
    <PageFrame title={title}>
      <SignInNeeded title="登录后学" text="课时要记到您名下，才算得上。" />
    </PageFrame>
  )
}

function Learning({ place }: { place: { classId: string; lessonId: string } }) {
  const { view, stopped, sit, answer } = useLearning(place)
  const isElsewhere = stopped?.code === 'learning_elsewhere'
  return (
    <PageFrame
      title={title}
      footer={
        (isElsewhere || view === null) && (
          <PrimaryButton
            text={view === null ? '开始学' : '接着学'}
            busy={sit.busy}
            busyText="请稍等…"
            onTap={() => void sit.run()}
          />
        )
      }
    >
      <ProblemNotice problem={sit.problem ?? answer.problem ?? stopped} />
      {view?.check && (
        <Attention check={view.check} busy={answer.busy} onTap={(tapped) => void answer.run(tapped)} />
      )}
      {view && <Standing of={view} />}
      <Notice title="怎么算课时">
        开着这一页才计时，锁屏、退出、断网就停。中间会问您在不在，一分钟内点对了，前面的时间才算。
      </Notice>
    </PageFrame>
  )
}

function Attention({
  check: { wanted, choices },
  busy,
  onTap,
}: {
  check: NonNullable<OnlineLessonView['check']>
  busy: boolean
  onTap: (tapped: number) => void
}) {
  return (
    <Card title="您在学吗？">
      <View className="attention">
        <Text className="attention__ask">{`请点数字 ${String(wanted)}`}</Text>
        {busy ? (
          <PlainButton text="请稍等…" busy busyText="请稍等…" onTap={() => undefined} />
        ) : (
          <ChoiceChips
            label={`请点数字${String(wanted)}`}
            choices={choices.map((figure) => ({ value: String(figure), label: String(figure) }))}
            value={null}
            onChange={(figure) => onTap(Number(figure))}
          />
        )}
        <Text className="list-row__note">一分钟内点。点错或没点，上次点过以后的时间不算。</Text>
      </View>
    </Card>
  )
}

function Standing({ of }: { of: OnlineLessonView }) {
  const { classTitle, topic, hoursTenths, countedTenths, rawSeconds, countedSeconds, pendingSeconds } = of
  const share = Math.min(1, countedSeconds / of.totalSeconds)
  return (
    <Card title={topic}>
      <Text className="list-row__note">{classTitle}</Text>
      <View className="learned">
        <View className="learned__bar" style={{ width: `${String(Math.round(share * 100))}%` }} />
      </View>
      {of.isDone && <Notice tone="ok" title="这节课学完了" />}
      <Fact label="算上的">{`${minutes(countedSeconds)}，${hours(countedTenths)}（一共${hours(hoursTenths)}）`}</Fact>
      <Fact label="等着算">{`${minutes(pendingSeconds)}，点对数字就算`}</Fact>
      <Fact label="开着页面">{minutes(rawSeconds)}</Fact>
      {of.missedChecks > 0 && <Fact label="没点上">{`${String(of.missedChecks)}次`}</Fact>}
    </Card>
  )
}

function minutes(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}分钟`
}
