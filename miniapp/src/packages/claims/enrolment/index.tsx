import type { EnrolmentView } from '#shared/enrolments'
import { bookingApi } from '../../../api/booking-endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { Empty } from '../../../components/empty'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { open } from '../../../routes'
import { EnrolmentProgress } from './enrolment-progress'
import { RateClass } from './rate-class'

/** One class of mine: what has been recorded, what is missing, and the claim when it can be made. */
export default function EnrolmentPage() {
  const id = useParam('enrolment', 'id')
  const query = useQuery(() => bookingApi.enrolments(), { cacheKey: 'enrolments' })
  const mine = query.data?.items.find((each) => each.id === id) ?? null
  const leave = useCommand(async (key: string) => {
    const sure = await confirmed({
      title: '退出这个班？',
      content: '名额会让给别人。还想学的话，有名额时可以再报。',
      yes: '退出',
      no: '不退出',
    })
    if (!sure) return
    await bookingApi.leave(key, id)
    await query.reload()
  })
  return (
    <PageFrame title="培训进度" footer={mine && !isOver(mine) && <MainThing of={mine} />}>
      <PageState query={query}>
        {() =>
          mine ? (
            <>
              {mine.noSubsidy !== null && (
                <Notice title="报名时您已确认：没有补贴">{mine.noSubsidy}。</Notice>
              )}
              <EnrolmentProgress of={mine} />
              <RateClass enrolmentId={mine.id} />
              <ProblemNotice problem={leave.problem} />
              {isInClass(mine) && (
                <PlainButton text="上课签到" onTap={() => void open('signAttendance', {})} />
              )}
              {mine.mayLeave && (
                <PlainButton
                  text="退出这个班"
                  busy={leave.busy}
                  busyText="请稍等…"
                  onTap={() => void leave.run()}
                />
              )}
            </>
          ) : (
            <Empty icon="school" title="没有找到这次报名" text="回到“我的培训”看看。" />
          )
        }
      </PageState>
    </PageFrame>
  )
}

/** There may still be lessons to sign in to. */
function isInClass({ claim, state }: EnrolmentView): boolean {
  return claim === null && (state === 'enrolled' || state === 'attending')
}

/** Left without a claim: nothing more is to be done here. */
function isOver({ claim, state }: EnrolmentView): boolean {
  return claim === null && state === 'dropped'
}

/** The one button: follow the claim, or look whether it can be made. */
function MainThing({ of }: { of: EnrolmentView }) {
  const { claim } = of
  if (claim) return <PrimaryButton text="看申领进度" onTap={() => void open('claim', { id: claim.id })} />
  return (
    <PrimaryButton text={claimWords(of)} onTap={() => void open('confirmClaim', { enrolmentId: of.id })} />
  )
}

function claimWords({ state, noSubsidy }: EnrolmentView): string {
  if (noSubsidy !== null) return '看看现在有没有补贴'
  return state === 'passed' ? '去申领补贴' : '看看还差什么'
}
