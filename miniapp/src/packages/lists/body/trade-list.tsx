import { useState } from 'react'
import { View } from '@tarojs/components'
import { ListRow } from '../../../components/card'
import { PlainButton } from '../../../components/primary-button'
import { open } from '../../../routes'
import { tradeName } from '../../../trades/catalogue'
import './trade-list.scss'

/** So many are shown before somebody asks for all. */
const FEW = 6

/** Rows of the annex by name; a tap shows what each pays. */
export function TradeList({ seqs }: { seqs: readonly number[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? seqs : seqs.slice(0, FEW)
  return (
    <>
      {shown.map((seq) => (
        <ListRow key={seq} title={tradeName(seq)} onTap={() => void open('trade', { seq: String(seq) })} />
      ))}
      {shown.length < seqs.length && (
        <View className="trade-list__all">
          <PlainButton text={`看全部${String(seqs.length)}个工种`} onTap={() => setWhole(true)} />
        </View>
      )}
    </>
  )
}
