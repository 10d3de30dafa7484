import { Text, View } from '@tarojs/components'
import { formatLedger } from '#shared/money'
import './sum.scss'

/** A sum as an account book prints it, to the fen. Integer fen. */
export function Sum({ fen, strong }: { fen: number; strong?: boolean }) {
  return (
    <View className={`sum ${strong ? 'sum--strong' : ''}`} ariaLabel={`${formatLedger(fen)}元`}>
      <Text className="sum__figure">{formatLedger(fen)}</Text>
      <Text className="sum__unit">元</Text>
    </View>
  )
}
