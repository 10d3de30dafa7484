import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { Card } from '../../../components/card'
import { dayAndTime } from '../../../theme/dates'
import './course.scss'

/** Who did what with this version, latest first; nothing of it can be changed. */
export function Course({ view }: { view: PolicyVersionView }) {
  const history = [...(view.desk?.history ?? [])].reverse()
  return (
    <Card title="办理经过">
      {history.map((each) => (
        <View key={`${each.at}${each.event}${each.detail}`} className="course-step">
          <Text className="course-step__what">
            {each.label}
            {each.isRefused && `，没办成${each.times > 1 ? `（${String(each.times)}次）` : ''}`}
            {each.actorName === null ? '' : `：${each.actorName}`}
          </Text>
          <Text className="policy-note">{dayAndTime(each.at)}</Text>
          {each.detail !== '' && <Text className="policy-note">{each.detail}</Text>}
        </View>
      ))}
    </Card>
  )
}
