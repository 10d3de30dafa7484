import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { HelperCodeView } from '#shared/family-help'
import type { VisitView } from '#shared/service-desk'
import { api } from '../../../api/endpoints'
import { familyApi } from '../../../api/family-endpoints'
import { Card, Fact } from '../../../components/card'
import { ConsentRow, useConsentGate } from '../../../components/consent-row'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import '../code.scss'

/** Who acts for me now, and the code by which somebody may. */
export function HelpMe() {
  const query = useQuery(() => api.ownVisits(), { cacheKey: null })
  return (
    <>
      <PageState query={query}>
        {({ items }) => (
          <>
            {items
              .filter(({ state }) => state === 'open')
              .map((visit) => (
                <Helping key={visit.id} visit={visit} onEnded={() => void query.reload()} />
              ))}
          </>
        )}
      </PageState>
      <Code />
    </>
  )
}

function Helping({ visit, onEnded }: { visit: VisitView; onEnded: () => void }) {
  const end = useCommand(async () => {
    const sure = await confirmed({
      title: '结束帮办？',
      content: `${visit.clerkName}马上不能再替您办。办过的事还在，一步一步都看得到。`,
      yes: '结束',
      no: '先不结束',
    })
    if (!sure) return
    await familyApi.endFor(visit.id)
    toast('已结束')
    onEnded()
  })
  return (
    <Card title={`${visit.clerkName}正在帮您办`}>
      <Fact label="到几点">{dayAndTime(visit.endsAt)}</Fact>
      <Fact label="办了什么">
        {visit.acts.length === 0 ? '还没办什么' : visit.acts.map(({ act }) => act).join('、')}
      </Fact>
      <ProblemNotice problem={end.problem} />
      <DangerButton text="结束" busy={end.busy} onTap={() => void end.run()} />
    </Card>
  )
}

function Code() {
  const gate = useConsentGate()
  const [made, setMade] = useState<HelperCodeView | null>(null)
  const make = useCommand(async (key: string) => setMade(await familyApi.makeCode(key)))
  const drop = useCommand(async (key: string) => {
    await familyApi.dropCode(key)
    setMade(null)
    toast('这个码作废了')
  })
  if (made)
    return (
      <Card title="帮办码">
        <Text className="help-code" userSelect>
          {made.code}
        </Text>
        <Text>念给家人，或者当面给他看。{dayAndTime(made.validUntil)}前填了有效，只能用一次。</Text>
        <ProblemNotice problem={drop.problem ?? make.problem} />
        <PlainButton text="作废" busy={drop.busy} onTap={() => void drop.run()} />
      </Card>
    )
  return (
    <>
      <Notice title="不会用手机？请家人替您办">
        家人用他自己的手机，填您的帮办码，两小时内替您报名、填表、申领。收款卡、手机号和身份信息，他动不了。
      </Notice>
      <Card>
        <ConsentRow purpose="family_help" gate={gate} />
        <ProblemNotice problem={make.problem} />
        <PrimaryButton
          text="出一个帮办码"
          busy={make.busy}
          onTap={() => {
            if (gate.pass()) void make.run()
          }}
        />
      </Card>
      <Notice tone="wait">只给您信得过的家人。谁来要这个码，说能“帮您办补贴”，都不要给。</Notice>
    </>
  )
}
