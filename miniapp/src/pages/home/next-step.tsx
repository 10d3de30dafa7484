import { Text, View } from '@tarojs/components'
import type { ClaimSummary } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import { bookingApi } from '../../api/booking-endpoints'
import { api } from '../../api/endpoints'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { useQuery } from '../../hooks/use-query'
import { open } from '../../routes'
import { day } from '../../theme/dates'
import { tradeName } from '../../trades/catalogue'

interface Step {
  title: string
  note: string
  go: () => void
}

/** For a worker who is signed in: the one thing that comes next, and nothing when there is nothing. */
export function NextStep() {
  const claims = useQuery(() => api.claims(), { cacheKey: 'claims' })
  const enrolments = useQuery(() => bookingApi.enrolments(), { cacheKey: 'enrolments' })
  const step = nextStep(claims.data?.items ?? [], enrolments.data?.items ?? [])
  if (!step) return null
  return (
    <Tappable className="next" role="link" pressedClass="next--pressed" onTap={step.go}>
      <View className="next__text">
        <Text className="next__title">{step.title}</Text>
        <Text className="next__note">{step.note}</Text>
      </View>
      <Icon name="forward" />
    </Tappable>
  )
}

/** Most urgent first: what waits for the worker, then a claim to make, then money on its way, then a class. */
export function nextStep(claims: readonly ClaimSummary[], enrolments: readonly EnrolmentView[]): Step | null {
  const mine = claims.find((claim) => claim.toDoText !== '')
  if (mine) return claimStep(mine, mine.toDoText)
  const ready = enrolments.find((each) => each.claim === null && each.state === 'passed')
  if (ready) {
    return {
      title: '去申领补贴',
      note: `${tradeName(ready.class.tradeSeq)}，考试已合格`,
      go: toEnrolment(ready),
    }
  }
  const moving = claims.find((claim) => !['paid', 'refused', 'withdrawn'].includes(claim.state))
  if (moving) return claimStep(moving, moving.stateText)
  const attending = enrolments.find((each) => each.state === 'enrolled' || each.state === 'attending')
  if (!attending) return null
  return {
    title: '我的培训班',
    note: `${attending.class.title}，${day(attending.class.startsOn)}开课`,
    go: toEnrolment(attending),
  }
}

function claimStep(claim: ClaimSummary, title: string): Step {
  return {
    title,
    note: `申领${tradeName(claim.tradeSeq)}的补贴`,
    go: () => void open('claim', { id: claim.id }),
  }
}

function toEnrolment(enrolment: EnrolmentView): () => void {
  return () => void open('enrolment', { id: enrolment.id })
}
