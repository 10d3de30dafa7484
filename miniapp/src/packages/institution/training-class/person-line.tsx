import { Text, View } from '@tarojs/components'
import type { RosterEntryView } from '#shared/classes'
import { StatusTag } from '../../../components/status-tag'
import './person-line.scss'

/** Who it is, as far as calling the roll needs it, and that the person enrolled after the first lesson. */
export function PersonLine({ entry }: { entry: RosterEntryView }) {
  return (
    <>
      <View className="person-line">
        <Text className="person-line__name">{entry.nameMasked}</Text>
        {entry.joinedLate && <StatusTag tone="wait" text="晚报名" />}
      </View>
      <Text className="person-line__id">{entry.residentIdMasked}</Text>
    </>
  )
}
