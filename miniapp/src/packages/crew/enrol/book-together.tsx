import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { MOST_BOOKED_AT_ONCE, type CrewBookingBody, type CrewBookingView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { toast } from '../../../platform/toast'
import type { Bookable } from './by-trade'
import { ChooseClass } from './choose-class'

export interface BookTogetherProps {
  crewId: string
  tradeSeq: number
  members: readonly Bookable[]
  onBooked: (booked: CrewBookingView) => void
}

/** People and a class. Ticked at first is who has no class yet, as many as go at once. */
export function BookTogether({ crewId, tradeSeq, members, onBooked }: BookTogetherProps) {
  const [classId, setClassId] = useState<string | null>(null)
  const [ticked, setTicked] = useState<readonly string[]>(() => withoutClass(members))
  const book = useCommand(async (key: string, body: CrewBookingBody) =>
    onBooked(await crewApi.enrolCrew(key, crewId, body)),
  )
  const toggle = (id: string) =>
    setTicked(ticked.includes(id) ? ticked.filter((each) => each !== id) : [...ticked, id])
  const submit = () => {
    if (classId === null) return toast('先挑一个班')
    if (ticked.length === 0) return toast('至少选一个人')
    if (ticked.length > MOST_BOOKED_AT_ONCE) return toast(`一次最多${MOST_BOOKED_AT_ONCE}人，分两次报`)
    void book.run({ classId, memberIds: [...ticked] })
  }
  return (
    <>
      <ChooseClass tradeSeq={tradeSeq} value={classId} onChange={setClassId} />
      <Card title={`报哪些人（选了${ticked.length}人）`}>
        {members.map(({ id, name, classes }) => (
          <CheckRow key={id} checked={ticked.includes(id)} label={name} onToggle={() => toggle(id)}>
            <View>
              <Text className="list-row__title">{name}</Text>
              {classes[0] && <Text className="list-row__note">{classes[0].title}</Text>}
            </View>
          </CheckRow>
        ))}
      </Card>
      <Notice>报上了会告诉本人，他自己随时能退。领不领补贴、打到哪张卡，都由本人定。</Notice>
      <ProblemNotice problem={book.problem} />
      <PrimaryButton text={`给${ticked.length}人报名`} busy={book.busy} busyText="正在报名…" onTap={submit} />
    </>
  )
}

function withoutClass(members: readonly Bookable[]): string[] {
  const waiting = members.filter(({ classes }) => classes.length === 0)
  return waiting.slice(0, MOST_BOOKED_AT_ONCE).map(({ id }) => id)
}
