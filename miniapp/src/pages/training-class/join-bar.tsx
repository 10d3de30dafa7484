import type { ClassDetailView } from '#shared/classes'
import { formatYuan } from '#shared/money'
import { Notice, ProblemNotice } from '../../components/notice'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { open } from '../../routes'
import type { Booking } from './use-booking'

/** The one button of a class. What the viewer may do comes from the server; the phone only words it. */
export function JoinBar({ of, booking }: { of: ClassDetailView; booking: Booking }) {
  const { myEnrolmentId, waiting } = of.enrolment
  if (myEnrolmentId !== null) {
    return (
      <PrimaryButton text="已报名，看我的进度" onTap={() => void open('enrolment', { id: myEnrolmentId })} />
    )
  }
  if (waiting !== null) return <InLine waiting={waiting} booking={booking} />
  return <MayJoin of={of} booking={booking} />
}

function InLine({ waiting, booking }: { waiting: { id: string; ahead: number }; booking: Booking }) {
  const { busy, problem, leaveLine } = booking
  return (
    <>
      <Notice title={standing(waiting.ahead)}>有人退班，按先后自动给您报上，并马上告诉您。</Notice>
      <ProblemNotice problem={problem} />
      <PlainButton text="不排了" busy={busy} busyText="请稍等…" onTap={() => leaveLine(waiting.id)} />
    </>
  )
}

/** Where somebody stands in a line. */
export function standing(ahead: number): string {
  return ahead === 0 ? '您在排队，排在最前面' : `您在排队，前面还有${String(ahead)}人`
}

function MayJoin({ of, booking }: { of: ClassDetailView; booking: Booking }) {
  const { open: canJoin, mayWait, reason, noSubsidy } = of.enrolment
  const { busy, problem, book } = booking
  const may = canJoin || mayWait
  return (
    <>
      {noSubsidy !== null && may && (
        <Notice tone="wait" title="这个班现在没有补贴">
          {noSubsidy}。想学技能，照样可以报名。
        </Notice>
      )}
      {mayWait && <Notice title="名额满了，可以排队">有人退班，按先后自动报上，并马上告诉您。</Notice>}
      <ProblemNotice problem={problem?.code === 'no_subsidy' && noSubsidy !== null ? null : problem} />
      <PrimaryButton
        text={canJoin ? joinWords(of.priceFen) : mayWait ? '排队候补' : reason}
        busy={busy}
        busyText={mayWait ? '正在排队…' : '正在报名…'}
        disabled={!may}
        onTap={() => book(of)}
      />
    </>
  )
}

function joinWords(priceFen: number): string {
  return priceFen === 0 ? '报名，不收费' : `报名，收费${formatYuan(priceFen)}`
}
