import { useState } from 'react'
import { Text } from '@tarojs/components'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { asksPlace, phonePlace } from '../../../platform/place'
import { privacyAgreed } from '../../../platform/privacy'
import { keep, readKept } from '../../../platform/storage'
import { toast } from '../../../platform/toast'

const kept = 'attendance-tells-place'

/** Whether the person wants the distance to the class told, from now on; nobody has to. */
export function useTellsPlace(): [tellsPlace: boolean, change: (tells: boolean) => Promise<void>] {
  const [tellsPlace, setTells] = useState(() => asksPlace && readKept<boolean>(kept) === true)
  const change = async (tells: boolean) => {
    // Asked now, with time to read, and not while the code on the screen runs out.
    if (tells && !(await privacyAgreed())) return
    keep(kept, tells)
    setTells(tells)
    if (tells && (await phonePlace()) === null) toast('没取到位置。请允许用位置，不允许也能签')
  }
  return [tellsPlace, change]
}

/** The choice itself, with what becomes of it. Nothing where this build may not ask. */
export function TellPlace({
  value,
  onChange,
}: {
  value: boolean
  onChange: (tells: boolean) => Promise<void>
}) {
  if (!asksPlace) return null
  return (
    <Card title="带上位置（可以不带）">
      <CheckRow checked={value} label="签到时带上位置" onToggle={() => void onChange(!value)}>
        <Text>签到时带上位置</Text>
      </CheckRow>
      <Text className="sign-place__note">
        证明您在上课的地方，少被人问。只算离上课地点多远，位置不留。不带、取不到，照样能签。
      </Text>
    </Card>
  )
}
