import { Text, View } from '@tarojs/components'
import type { InstitutionClassView } from '#shared/classes'
import { Card } from '../../../components/card'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { open } from '../../../routes'
import { day, hours } from '../../../theme/dates'
import { tradeName } from '../../../trades/catalogue'
import './class-head.scss'

/** Which class this is, in four lines; for its institution with the way to its life. */
export function ClassHead({ of, isOwn = true }: { of: InstitutionClassView; isOwn?: boolean }) {
  return (
    <Card>
      <View className="class-title">
        <Text className="class-title__words">{of.title}</Text>
        {of.isDemo && <StatusTag tone="quiet" text="演示" />}
      </View>
      <Text className="class-title__note">{tradeName(of.tradeSeq)}</Text>
      <Text className="class-title__note">
        {day(of.startsOn, of.today)}到{day(of.endsOn, of.today)}，{of.place.name}
      </Text>
      <Text className="class-title__note">
        {of.lessons.length}节，现场{hours(of.onsiteHoursTenths)}
        {of.onlineHoursTenths > 0 && `，线上${hours(of.onlineHoursTenths)}`}；学员{of.roster.length}人，可收
        {of.capacity}人
      </Text>
      {isOwn && <PlainButton text="看班办到哪一步" onTap={() => void open('classLife', { id: of.id })} />}
    </Card>
  )
}
