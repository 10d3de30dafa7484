import { Text, View } from '@tarojs/components'
import type { BatchListView } from '#shared/payouts'
import { Card } from '../../../components/card'
import { Icon } from '../../../components/icon'
import { Tappable } from '../../../components/tappable'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { BatchStateTag } from '../batch-state-tag'
import { Sum } from '../sum'
import './batch-list.scss'

/** All batches, newest first: how many, how much, and what the bank has said. */
export function BatchList({ list }: { list: BatchListView }) {
  return (
    <Card>
      {list.items.map((batch) => (
        <Tappable
          key={batch.id}
          className="batch-row"
          role="link"
          onTap={() => void open('batch', { id: batch.id })}
        >
          <View className="batch-row__text">
            <View className="batch-row__line">
              <Text className="batch-row__number">{batch.batchNo}</Text>
              <BatchStateTag batch={batch} />
            </View>
            <View className="batch-row__line">
              <Text className="batch-row__note">{batch.count}人</Text>
              <Sum fen={batch.totalFen} />
            </View>
            <Text className="batch-row__note">{dayAndTime(batch.createdAt)}</Text>
          </View>
          <View className="batch-row__chevron">
            <Icon name="forward" size="s" />
          </View>
        </Tappable>
      ))}
    </Card>
  )
}
