import { Text, View } from '@tarojs/components'
import type { ClaimListView, ClaimSummary } from '#shared/claims'
import { api } from '../../../api/endpoints'
import { Amount, PaidAmount } from '../../../components/amount'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { StatusTag, toneOfClaim } from '../../../components/status-tag'
import { Tappable } from '../../../components/tappable'
import { usePages } from '../../../hooks/use-pages'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { tradeName } from '../../../trades/catalogue'
import './index.scss'

/** All my claims, newest first. */
export default function ClaimsPage() {
  const me = useSession()
  return (
    <PageFrame title="我的申领">
      {me ? (
        <List />
      ) : (
        <SignInNeeded title="登录后看我的申领" text="办到哪一步、钱什么时候到，都在这里。" reason="claim" />
      )}
    </PageFrame>
  )
}

function List() {
  const { query, more } = usePages<ClaimSummary, ClaimListView>(api.claims, 'claims')
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: {
          icon: 'banknote',
          title: '还没有申领过',
          text: '考试合格、材料齐了，在“我的培训”里点一下就能申领。',
          action: <PlainButton text="看我的培训" onTap={() => void open('enrolments', {})} />,
        },
      }}
    >
      {({ items }) => (
        <>
          {items.map((claim) => (
            <Row key={claim.id} claim={claim} />
          ))}
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}

function Row({ claim }: { claim: ClaimSummary }) {
  return (
    <Tappable className="claim-row" role="link" onTap={() => void open('claim', { id: claim.id })}>
      <View className="claim-row__head">
        <Text className="claim-row__name">{tradeName(claim.tradeSeq)}</Text>
        <StatusTag tone={toneOfClaim(claim.state)} text={claim.stateText} />
      </View>
      {claim.decidedFen === null ? <Amount amount={claim.amount} /> : <PaidAmount fen={claim.decidedFen} />}
      <Text className="claim-row__note">{dayAndTime(claim.submittedAt)}提交</Text>
      <Text className="claim-row__note">回执号{claim.claimNo}</Text>
      {claim.toDoText !== '' && <Text className="claim-row__todo">{claim.toDoText}</Text>}
    </Tappable>
  )
}
