import { Text, View } from '@tarojs/components'
import type { InstitutionClassListView } from '#shared/classes'
import { Icon } from '../../../components/icon'
import { StatusTag } from '../../../components/status-tag'
import { Tappable } from '../../../components/tappable'
import { day } from '../../../theme/dates'
import './class-row.scss'

export interface ClassRowProps {
  item: InstitutionClassListView['items'][number]
  onTap: () => void
}

/** One class: what, when, how full, and the one thing to do. */
export function ClassRow({ item, onTap }: ClassRowProps) {
  const seats = `${String(item.enrolledCount)}人报名，可收${String(item.capacity)}人`
  return (
    <Tappable className="class-row" role="link" onTap={onTap}>
      <View className="class-row__text">
        <Text className="class-row__title">{item.title}</Text>
        <Text className="class-row__note">
          {day(item.startsOn)}到{day(item.endsOn, item.startsOn)}
        </Text>
        <Text className="class-row__note">{seats}</Text>
        <View className="class-row__tags">
          {item.toDoText === '' ? (
            <StatusTag tone="quiet" text="眼下没有要办的" />
          ) : (
            <StatusTag tone={item.enrolledCount === 0 ? 'quiet' : 'wait'} text={item.toDoText} />
          )}
        </View>
      </View>
      <View className="class-row__chevron">
        <Icon name="forward" size="s" />
      </View>
    </Tappable>
  )
}
