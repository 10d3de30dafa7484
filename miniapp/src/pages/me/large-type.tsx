import { Card } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { chooseTypeScale, useTypeScale } from '../../theme/type-scale'
import { typeScales } from '../../theme/tokens'

const words = { 1: '标准', 1.2: '大字', 1.4: '特大字' } as const

/** The size of the letters, for this phone; takes effect while looking at it. */
export function LargeType() {
  const scale = useTypeScale()
  return (
    <Card title="字的大小">
      <ChoiceChips
        label="字的大小"
        choices={typeScales.map((each) => ({ value: String(each), label: words[each] }))}
        value={String(scale)}
        onChange={(value) => chooseTypeScale(typeScales.find((each) => String(each) === value) ?? 1)}
      />
    </Card>
  )
}
