import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { differenceKinds, differenceLabels, type ClaimDifference } from '#shared/policy-versions'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { RuleExplanation } from '../../../components/rule-explanation'
import { Sheet } from '../../../components/sheet'
import { StaffOnly } from '../../../components/staff-only'
import { Tappable } from '../../../components/tappable'
import { usePages } from '../../../hooks/use-pages'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import './index.scss'

const title = '会变的申领'

/** Claims that would come out otherwise under a version, each with both sides. */
export default function PolicyDifferencePage() {
  const id = useParam('policyDifference', 'id')
  const kind = useParam('policyDifference', 'kind')
  return (
    <StaffOnly title={title} roles={['policy_editor', 'policy_approver']}>
      <Claims id={id} kindName={kind} />
    </StaffOnly>
  )
}

function Claims({ id, kindName }: { id: string; kindName: string }) {
  const kind = differenceKinds.find((each) => each === kindName) ?? null
  const { query, more } = usePages(
    (cursor) => api.differenceClaims(id, kind, cursor),
    `policy-difference-${id}-${kind ?? 'all'}`,
  )
  const [chosen, setChosen] = useState<ClaimDifference | null>(null)
  return (
    <PageFrame title={title} wide>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'done', title: '没有会变的', text: '已有的申领按这一版算，结果都一样。' },
        }}
      >
        {({ items }) => (
          <Card title={kind === null ? title : differenceLabels[kind]}>
            {items.map((each) => (
              <Line key={each.claimId} claim={each} onTap={() => setChosen(each)} />
            ))}
          </Card>
        )}
      </PageState>
      <MoreButton more={more} />
      {chosen && <Detail id={id} claim={chosen} onClose={() => setChosen(null)} />}
    </PageFrame>
  )
}

function Line({ claim, onTap }: { claim: ClaimDifference; onTap: () => void }) {
  return (
    <Tappable className="difference-line" role="link" onTap={onTap}>
      <View className="difference-line__who">
        <Text className="difference-line__trade">{claim.tradeName}</Text>
        <Text className="difference-line__number">
          {claim.claimNo}，{claim.stateText}
        </Text>
      </View>
      <View className="difference-line__sides">
        <Text>原来：{claim.before.text}</Text>
        <Text className="difference-line__after">新版：{claim.after.text}</Text>
      </View>
    </Tappable>
  )
}

/** One claim under both versions, line by line. */
function Detail({ id, claim, onClose }: { id: string; claim: ClaimDifference; onClose: () => void }) {
  const query = useQuery(() => api.claimDifference(id, claim.claimId), { cacheKey: null })
  return (
    <View className="difference-detail">
      <Sheet title={claim.claimNo} open onClose={onClose}>
        <Fact label="工种">{claim.tradeName}</Fact>
        <Fact label="现在">{claim.stateText}</Fact>
        <Fact label="变化">{claim.kindLabel}</Fact>
        <PageState query={query}>
          {({ before, beforeRule, after, afterRule }) => (
            <View className="difference-sides">
              <View className="difference-sides__side">
                <Text className="difference-sides__title">原来：{before.text}</Text>
                {beforeRule && <RuleExplanation rule={beforeRule} />}
              </View>
              <View className="difference-sides__side">
                <Text className="difference-sides__title">新版：{after.text}</Text>
                {afterRule && <RuleExplanation rule={afterRule} />}
              </View>
            </View>
          )}
        </PageState>
      </Sheet>
    </View>
  )
}
