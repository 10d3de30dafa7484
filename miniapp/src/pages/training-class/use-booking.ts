import type { ClassDetailView } from '#shared/classes'
import type { EnrolBody } from '#shared/enrolments'
import { ApiProblem } from '../../api/api-problem'
import { bookingApi } from '../../api/booking-endpoints'
import { useCommand } from '../../hooks/use-command'
import type { Query } from '../../hooks/use-query'
import { useSession } from '../../hooks/use-session'
import { confirmed } from '../../platform/confirm'
import { open } from '../../routes'

export interface Booking {
  busy: boolean
  problem: ApiProblem | null
  /** A seat where there is one, else a place in the line. */
  book: (of: ClassDetailView) => void
  leaveLine: (placeId: string) => void
}

/** Taking a seat, standing in line, leaving the line: with everything that has to be said before. */
export function useBooking(id: string, query: Query<ClassDetailView>): Booking {
  const me = useSession()
  const enrol = useCommand((key: string, body: EnrolBody) =>
    orPrepare(query, async () => {
      const enrolment = await bookingApi.enrol(key, id, body)
      await open('enrolment', { id: enrolment.id })
    }),
  )
  const join = useCommand((key: string, body: EnrolBody) =>
    orPrepare(query, async () => {
      await bookingApi.joinLine(key, id, body)
      await query.reload()
    }),
  )
  const leave = useCommand(async (key: string, placeId: string) => {
    await bookingApi.leaveLine(key, placeId)
    await query.reload()
  })
  const book = async ({ enrolment: { mayWait, noSubsidy } }: ClassDetailView) => {
    if (!me) return open('login', { reason: 'enrol' })
    leave.clear()
    const { run } = mayWait ? join : enrol
    if (noSubsidy === null) return run({})
    const agreed = await confirmed({
      title: '没有补贴也报名？',
      content: noSubsidy,
      yes: '照样报名',
      grave: true,
    })
    if (agreed) await run({ acceptsNoSubsidy: true })
  }
  const leaveLine = async (placeId: string) => {
    const content = '位置会让给后面的人。再来排，就要从最后排起。'
    const sure = await confirmed({ title: '不排了？', content, yes: '不排了', no: '接着排' })
    if (sure) await leave.run(placeId)
  }
  return {
    busy: enrol.busy || join.busy || leave.busy,
    problem: enrol.problem ?? join.problem ?? leave.problem,
    book: (of) => void book(of),
    leaveLine: (placeId) => void leaveLine(placeId),
  }
}

/** Does the work; where something has to come first, brings the person there instead of failing. */
async function orPrepare(query: Query<ClassDetailView>, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem
    // What the page says was overtaken while it was read: it has to say so before anybody can agree to it.
    if (['no_subsidy', 'class_full', 'not_in_this_state'].includes(problem.code)) await query.reload()
    if (problem.code !== 'identity_needed') throw problem
    await open('identity', {})
  }
}
