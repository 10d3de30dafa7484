import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { SignDirection } from '#shared/attendance-code'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton } from '../../../components/primary-button'
import { QrCode } from '../../../components/qr-code'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { day } from '../../../theme/dates'
import { WhoIsHere } from './who-is-here'
import { useCode } from './use-code'
import { useLessonKey, type HeldKey } from './use-lesson-key'
import './index.scss'

const title = '出示签到码'
const directions: { value: SignDirection; label: string }[] = [
  { value: 'in', label: '签到' },
  { value: 'out', label: '签退' },
]

/** The code of a lesson on the teacher's screen, held up to the class; it goes on without a network. */
export default function TeachPage() {
  const classId = useParam('teach', 'classId')
  const lessonId = useParam('teach', 'lessonId')
  return (
    <StaffOnly title={title} roles={['institution']}>
      <Lesson place={{ classId, lessonId }} />
    </StaffOnly>
  )
}

function Lesson({ place }: { place: { classId: string; lessonId: string } }) {
  const { held, fetching } = useLessonKey(place)
  const [direction, setDirection] = useState<SignDirection>('in')
  const isOffline = held !== null && fetching.problem?.isPassing === true
  return (
    <PageFrame title={title}>
      {isOffline ? (
        <Notice title="没有网，照样能签">码是这部手机自己出的。学员扫了，有网时自动交上来。</Notice>
      ) : (
        <ProblemNotice problem={fetching.problem} />
      )}
      {held === null ? (
        <PlainButton
          text="再试一次"
          busy={fetching.busy}
          busyText="正在打开签到…"
          onTap={() => void fetching.run()}
        />
      ) : (
        <>
          <SegmentTabs label="签到还是签退" tabs={directions} value={direction} onChange={setDirection} />
          <Code held={held} direction={direction} />
          <WhoIsHere place={place} />
        </>
      )}
    </PageFrame>
  )
}

function Code({ held, direction }: { held: HeldKey; direction: SignDirection }) {
  const { drawing, digits, secondsLeft } = useCode(held, direction)
  const { classTitle, heldOn, startsAt, endsAt, topic } = held.key
  const words = direction === 'in' ? '签到' : '签退'
  return (
    <View className="card teach">
      <Text className="teach__lesson">{classTitle}</Text>
      <Text className="list-row__note">{`${day(heldOn)}${startsAt}–${endsAt}，${topic}`}</Text>
      <QrCode drawing={drawing} label={`${words}码`} />
      <Text className="teach__digits">{`${digits.slice(0, 3)} ${digits.slice(3)}`}</Text>
      <Text className="list-row__note">{`${words}码，${String(secondsLeft)}秒后换。扫不了的，输这6位数字`}</Text>
    </View>
  )
}
