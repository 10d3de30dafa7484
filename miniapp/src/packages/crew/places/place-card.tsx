import type { CrewPlaceView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, Fact } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { confirmed, type Question } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import { CardSteps } from '../card-steps'
import { CrewFacts } from '../crew-facts'
import { toneOfMember } from '../member-tones'

const refusal: Question = {
  title: '不是您的班组？',
  content: '您的名字会从名单里划掉，班组长会知道。以后要加入，请他再加一次。',
  yes: '不是我',
}
const leaving: Question = {
  title: '退出这个班组？',
  content: '班组长以后看不到您了。已经报的班还是您的。要再进来，请他再加一次。',
  yes: '退出',
  grave: true,
}

/** One crew with my name on its roster, and my answer. */
export function PlaceCard({ place, onAnswered }: { place: CrewPlaceView; onAnswered: () => void }) {
  const { id, state } = place
  const confirm = useCommand(async (key: string) => {
    await crewApi.confirmCrewPlace(key, id)
    toast('已确认', 'success')
    onAnswered()
  })
  const decline = useCommand(async (key: string, question: Question) => {
    if (!(await confirmed(question))) return
    await crewApi.declineCrewPlace(key, id)
    onAnswered()
  })
  return (
    <Card title={place.name} aside={<StatusTag tone={toneOfMember[state]} text={place.stateText} />}>
      <CrewFacts crew={place} />
      {place.confirmUntil !== null && <Fact label="最晚">{dayAndTime(place.confirmUntil)}</Fact>}
      <CardSteps>
        <ProblemNotice problem={confirm.problem ?? decline.problem} />
        {state === 'unconfirmed' && (
          <>
            <PrimaryButton
              text="是我，确认加入"
              busy={confirm.busy}
              busyText="正在确认…"
              onTap={() => void confirm.run()}
            />
            <PlainButton text="不是我" busy={decline.busy} onTap={() => void decline.run(refusal)} />
          </>
        )}
        {state === 'asked' && (
          <PlainButton text="不申请了" busy={decline.busy} onTap={() => void decline.run(leaving)} />
        )}
        {state === 'confirmed' && (
          <DangerButton text="退出班组" busy={decline.busy} onTap={() => void decline.run(leaving)} />
        )}
      </CardSteps>
    </Card>
  )
}
