import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { chineseDay } from '#shared/subsidy-calendar'
import { Card, Fact } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { StatusTag } from '../../../components/status-tag'
import { valueWords } from '../content/value-words'
import { reignText, toneOfVersion } from '../version-words'
import { ReturnedNotice } from './returned-notice'

/** Which version this is, from when it holds, where it comes from; for the desk who did what and what is missing. */
export function VersionHead({ view }: { view: PolicyVersionView }) {
  const { document, transition, desk } = view
  return (
    <>
      <ReturnedNotice view={view} />
      <Card
        title={`第${String(view.version)}版`}
        aside={<StatusTag tone={toneOfVersion[view.state]} text={view.stateText} />}
      >
        <Text>《{view.title}》</Text>
        <Fact label="起用">{reignText(view)}</Fact>
        <Fact label="政策期">
          {chineseDay(view.effectiveFrom)}到{chineseDay(view.effectiveUntil)}
        </Fact>
        <Fact label="口径">{valueWords(view.preset)}</Fact>
        <Fact label="过渡">{transition.sentence}</Fact>
        <Fact label="出处">
          {document.issuers.join('、')}，{chineseDay(document.publishedOn)}印发
          {document.documentNumber === null ? '' : `，${document.documentNumber}`}
        </Fact>
        <Fact label="核对">{chineseDay(document.lastCheckedOn)}和原文核对过</Fact>
        <Fact label="校验码">{view.hash}</Fact>
        {desk && <People desk={desk} />}
      </Card>
      {desk && desk.obstacles.length > 0 && (
        <Notice tone="wait" title="启用之前还差">
          <View className="policy-list-of-reasons">
            {desk.obstacles.map((each) => (
              <Text key={each.code}>{each.detail}</Text>
            ))}
          </View>
        </Notice>
      )}
    </>
  )
}

function People({ desk }: { desk: NonNullable<PolicyVersionView['desk']> }) {
  const { authorNames, reviewerName, approverName, basedOn } = desk
  return (
    <>
      {basedOn && <Fact label="照哪版">第{basedOn.version}版</Fact>}
      <Fact label="起草">{authorNames.length === 0 ? '随系统带来' : authorNames.join('、')}</Fact>
      {basedOn && (
        <>
          <Fact label="复核">{reviewerName ?? '还没有'}</Fact>
          <Fact label="批准">{approverName ?? '还没有'}</Fact>
          <Text className="policy-note">起草的人不能复核；起草和复核的人都不能批准、签字和启用。</Text>
        </>
      )}
    </>
  )
}
