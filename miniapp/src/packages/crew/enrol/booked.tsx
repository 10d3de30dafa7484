import type { CrewBookingView } from '#shared/crews'
import { Card, ListRow } from '../../../components/card'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StatusTag, type Tone } from '../../../components/status-tag'
import { back } from '../../../routes'

type Outcome = CrewBookingView['results'][number]['outcome']
const looks: Record<Outcome, { tone: Tone; text: string }> = {
  enrolled: { tone: 'ok', text: '报上了' },
  already: { tone: 'quiet', text: '早就报了' },
  refused: { tone: 'stop', text: '没报上' },
}

/** What became of everybody, those first who could not be booked. */
export function Booked({ booked, onAgain }: { booked: CrewBookingView; onAgain: () => void }) {
  const refused = booked.results.filter(({ outcome }) => outcome === 'refused')
  const others = booked.results.filter(({ outcome }) => outcome !== 'refused')
  return (
    <>
      <Card title={refused.length === 0 ? '都报上了' : `${refused.length}人没报上`}>
        {[...refused, ...others].map(({ memberId, name, outcome, detail }) => (
          <ListRow
            key={memberId}
            title={name}
            note={detail}
            end={<StatusTag tone={looks[outcome].tone} text={looks[outcome].text} />}
          />
        ))}
      </Card>
      <PrimaryButton text="回到班组" onTap={() => void back()} />
      <PlainButton text="再报一个班" onTap={onAgain} />
    </>
  )
}
