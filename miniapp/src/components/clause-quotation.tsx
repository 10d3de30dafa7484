import { Text, View } from '@tarojs/components'
import { textAround } from '../policies/original-text'
import { SheetLink } from './sheet'
import './clause-quotation.scss'

/** The sentence of the notice behind a figure, with the whole clause one tap away. */
export function ClauseQuotation({ clause, quotation }: { clause: string; quotation: string }) {
  const original = textAround(clause, quotation)
  return (
    <View className="quotation">
      <Text className="quotation__source">依据：文件第{clause}条</Text>
      <Text className="quotation__words">“{quotation}”</Text>
      {original !== null && (
        <SheetLink text="看原文" title={`原文 ${clause}`}>
          {original.map((paragraph) => (
            <Text key={paragraph} userSelect>
              {paragraph}
            </Text>
          ))}
        </SheetLink>
      )}
    </View>
  )
}
