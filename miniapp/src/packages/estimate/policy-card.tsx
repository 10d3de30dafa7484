import { Text, View } from '@tarojs/components'
import { chineseDay, type PresetName } from '#shared/subsidy-policy'
import { Card, Fact } from '../../components/card'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { SheetLink } from '../../components/sheet'
import { showTwoWays } from './show-two-ways'
import type { MyEstimate } from './use-estimate'
import './policy-card.scss'

const otherReading: Record<PresetName, PresetName> = { notice: 'common', common: 'notice' }

/** By which rules this was worked out: document, version, reading and where that comes from. */
export function PolicyCard({ of }: { of: MyEstimate }) {
  const { phone, policy, standing, chooseReading } = of
  const { file } = policy
  const other = otherReading[policy.preset]
  const change = () => {
    chooseReading(other)
    showTwoWays()
  }
  return (
    <Card title="按哪份规定算的">
      <Text>《{file.title}》</Text>
      <Fact label="有效期">
        {chineseDay(file.effectiveFrom)}到{chineseDay(file.effectiveUntil)}
        {standing.status === 'active' ? '，现在有效' : `。${standing.sentence}`}
      </Fact>
      <Fact label="版本">
        第{policy.version}版，
        {phone.origin === 'fetched'
          ? `已和服务器核对（${policy.hash.slice(0, 8)}）`
          : '随程序带来，联网后会核对'}
      </Fact>
      <Fact label="口径">
        {file.presets[policy.preset].label}：{file.presets[policy.preset].sentence}
      </Fact>
      {phone.isArrivalRefused && (
        <Notice tone="wait" title="新取来的规定没有通过核对">
          没有用它，还按手机里原来的算。过一会儿会再取一次。
        </Notice>
      )}
      {phone.next && (
        <Notice tone="info" title={`${chineseDay(phone.next.activeFrom)}起换新规定`}>
          {phone.next.title}第{phone.next.version}版。{phone.next.transitionText}
        </Notice>
      )}
      {policy.preset === 'common' && <Sources of={of} />}
      <PlainButton text={`换成“${file.presets[other].label}”看看`} onTap={change} />
    </Card>
  )
}

/** Where the values come from that this notice does not set. */
function Sources({ of: { policy } }: { of: MyEstimate }) {
  const { values } = policy.file.presets.common
  const doubts = policy.file.ambiguities.map((doubt) => ({
    doubt,
    sources: Object.entries(values)
      .filter(([name]) => name in doubt.settings)
      .flatMap(([, { sources }]) => sources),
  }))
  return (
    <SheetLink text="这些做法是哪里的" title="外地常见做法的出处">
      {doubts
        .filter(({ sources }) => sources.length > 0)
        .map(({ doubt, sources }) => (
          <View key={doubt.id} className="policy-source">
            <Text className="policy-source__question">{doubt.question}</Text>
            <Text>{policy.sentences.get(doubt.id)}</Text>
            {[...new Map(sources.map((each) => [each.address, each])).values()].map((each) => (
              <Text key={each.address} className="policy-source__where" userSelect>
                {each.title}，{each.address}
                {each.note === undefined ? '' : `（${each.note}）`}
              </Text>
            ))}
          </View>
        ))}
    </SheetLink>
  )
}
