import { Text, View } from '@tarojs/components'
import type { EvaluationBodyView, ListedInstitutionView, ListPeriodView } from '#shared/public-lists'
import { chineseDay } from '#shared/subsidy-calendar'
import { Card, Fact, ListRow } from '../../../components/card'
import { StatusTag } from '../../../components/status-tag'
import { showOnMap } from '../../../platform/map'
import { callNumber } from '../../../platform/phone-call'
import { isH5 } from '../../../platform/target'
import { Standing } from '../standing'
import './body-head.scss'

type Listed = ListedInstitutionView | EvaluationBodyView

/** Who it is, how it stands in the list, where it is and how to reach it. */
export function BodyHead({ of, kind }: { of: Listed; kind: string }) {
  return (
    <Card>
      <View className="body-head">
        <Text className="body-head__name">{of.name}</Text>
        <Text className="body-head__kind">
          {[kind, of.district ?? ''].filter((word) => word !== '').join('，')}
        </Text>
        <View className="body-head__tags">
          <Standing of={of.standing} />
          {of.isDemo && <StatusTag tone="quiet" text="演示" />}
        </View>
      </View>
      {of.address !== null && <Address of={of} address={of.address} />}
      {of.phone !== null && <Phone number={of.phone} />}
      <Fact label="信用">
        {of.credit === null
          ? '没有记录'
          : `${of.credit.grade}（${chineseDay(of.credit.asOf)}，${of.credit.source}）`}
      </Fact>
    </Card>
  )
}

/** A browser has no map of its own here. */
function Address({ of: { name, location }, address }: { of: Listed; address: string }) {
  const onTap = location && !isH5 ? { onTap: () => showOnMap({ name, address, ...location }) } : {}
  return <ListRow icon="place" title={address} {...(location && !isH5 && { note: '看地图' })} {...onTap} />
}

function Phone({ number }: { number: string }) {
  return <ListRow icon="phone" title={number} note="打电话" onTap={() => callNumber(number)} />
}

/** Every time in the list, with the documents. @param onCorrect for who may put one right */
export function ListHistory({
  of: { listPeriods, standing },
  onCorrect,
}: {
  of: Listed
  onCorrect?: ((period: ListPeriodView) => void) | undefined
}) {
  return (
    <Card title="目录记录">
      {standing === 'unknown' && (
        <Text className="body-head__note">还没有目录记录。不影响报名；申领时审核的人会核对。</Text>
      )}
      {standing === 'outside' && (
        <Text className="body-head__note">现在不在目录里。不在目录里的日子上的课，不能申领补贴。</Text>
      )}
      {[...listPeriods].reverse().map((period) => (
        <ListRow
          key={period.id}
          title={daysOf(period)}
          note={noteOf(period)}
          {...(onCorrect && { onTap: () => onCorrect(period) })}
        />
      ))}
    </Card>
  )
}

function daysOf({ from, until }: Pick<ListPeriodView, 'from' | 'until'>): string {
  return until === null ? `${chineseDay(from)}起` : `${chineseDay(from)}到${chineseDay(until)}`
}

function noteOf({ document, endDocument, corrections }: ListPeriodView): string {
  return [
    ...(endDocument === null ? [document] : [`列入：${document}`, `移出：${endDocument}`]),
    ...corrections.map(
      (was) => `${chineseDay(was.correctedOn)}更正，原来写的是${daysOf(was)}。原因：${was.reason}`,
    ),
  ].join('\n')
}
