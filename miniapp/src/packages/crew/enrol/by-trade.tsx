import { useState } from 'react'
import type { CrewBookingView, CrewMemberView } from '#shared/crews'
import { Card } from '../../../components/card'
import { OptionList } from '../../../components/option-list'
import { BookTogether } from './book-together'

/** Somebody whose trade is known. */
export type Bookable = CrewMemberView & { tradeSeq: number; tradeName: string }

/** Whether a class can be found for somebody: only by their trade. */
export function canBeBooked(member: CrewMemberView): member is Bookable {
  return member.tradeSeq !== null && member.tradeName !== null
}

export interface ByTradeProps {
  crewId: string
  members: readonly Bookable[]
  onBooked: (booked: CrewBookingView) => void
}

/** First the trade, since a class is of one trade. */
export function ByTrade({ crewId, members, onBooked }: ByTradeProps) {
  const trades = tradesOf(members)
  const [chosen, setChosen] = useState<string | null>(null)
  const seq = chosen ?? trades[0]?.value ?? null
  return (
    <>
      <Card>
        <OptionList label="给哪个工种报班" options={trades} value={seq} onChange={setChosen} />
      </Card>
      {seq !== null && (
        <BookTogether
          key={seq}
          crewId={crewId}
          tradeSeq={Number(seq)}
          members={members.filter(({ tradeSeq }) => String(tradeSeq) === seq)}
          onBooked={onBooked}
        />
      )}
    </>
  )
}

function tradesOf(members: readonly Bookable[]): { value: string; label: string }[] {
  const names = new Map(members.map(({ tradeSeq, tradeName }) => [tradeSeq, tradeName]))
  const count = (seq: number) => members.filter(({ tradeSeq }) => tradeSeq === seq).length
  return [...names].map(([seq, name]) => ({ value: String(seq), label: `${name}，${count(seq)}人` }))
}
