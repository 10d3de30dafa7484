import { useState } from 'react'
import type { ClassDraft } from '#shared/class-draft'
import { Card } from '../../../components/card'
import { LineField } from './line-field'
import type { FilingDraft } from './use-filing-draft'

/** Where the lessons are: a name, an address, and the point on the map to which the phone leads people. */
export function PlaceFields({ of }: { of: FilingDraft }) {
  const { place } = of.draft
  const [typed, setTyped] = useState(() => pointText(place))
  const set = (change: Partial<ClassDraft['place']>) => of.edit({ place: { ...place, ...change } })
  return (
    <Card title="上课地点">
      <LineField
        label="地点名字"
        hint="比如：建安培训中心实训场"
        value={place.name}
        maxLength={40}
        error={of.errorAt('/place/name')}
        onChange={(name) => set({ name })}
      />
      <LineField
        label="地址"
        hint="从区县写起，等这个工种的工人按区县收到通知"
        value={place.address}
        maxLength={80}
        error={of.errorAt('/place/address')}
        onChange={(address) => set({ address })}
      />
      <LineField
        label="坐标"
        hint="先纬度后经度，比如 34.5722,119.1632。在地图软件里点住地点就能复制"
        value={typed}
        maxLength={40}
        error={of.errorAt('/place/latitude') ?? of.errorAt('/place/longitude')}
        onChange={(text) => {
          setTyped(text)
          set(readPoint(text))
        }}
      />
    </Card>
  )
}

function pointText({ latitude, longitude }: ClassDraft['place']): string {
  return latitude === null || longitude === null ? '' : `${String(latitude)},${String(longitude)}`
}

/** Two numbers with anything between them; nothing while they are not both there or are no point on earth. */
function readPoint(text: string): Pick<ClassDraft['place'], 'latitude' | 'longitude'> {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])]
  const isPoint = match !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return isPoint ? { latitude, longitude } : { latitude: null, longitude: null }
}
