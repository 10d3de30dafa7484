import { useState } from 'react'
import { Text } from '@tarojs/components'
import { searchAreas } from '#shared/trade-searches'
import { Card } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { placeUnmet } from '../../trades/unmet-searches'
import { chooseWorkArea, useWorkArea } from '../../trades/work-area'
import { QuietLine } from './quiet-line'

const rather = '不说'
const choices = [...searchAreas, rather].map((label) => ({ value: label, label }))

/** Where somebody works, asked once and only when it helps them: institutions see where a class is missing. */
export function AreaQuestion() {
  const { area, asked } = useWorkArea()
  const [changing, setChanging] = useState(false)
  const choose = (label: string) => {
    const chosen = searchAreas.find((each) => each === label) ?? null
    chooseWorkArea(chosen)
    placeUnmet(chosen)
    setChanging(false)
  }
  if (asked && !changing)
    return <QuietLine text={noted(area)} action="改区县" onTap={() => setChanging(true)} />
  return (
    <Card title="您在哪儿干活？">
      <Text className="area__note">选一次就行。培训机构会看到这个词在哪儿有几个人找，看不到是谁。</Text>
      <ChoiceChips
        label="您在哪儿干活？"
        choices={choices}
        value={asked ? (area ?? rather) : null}
        onChange={choose}
      />
    </Card>
  )
}

function noted(area: string | null): string {
  return `${area === null ? '记下了，没记地方。' : `记下了，记在${area}。`}只记这个词，不记您是谁。`
}
