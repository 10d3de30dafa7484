import { useState } from 'react'
import { Input, Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { isH5 } from '../../platform/target'
import { VoiceButton } from './voice-button'

/** What people on a site call their work; other words at every visit, still while they are read. */
const examples = [
  ['开塔吊', '扎钢筋', '电焊', '刮腻子'],
  ['搭架子', '贴瓷砖', '开挖机', '扫马路'],
  ['水电工', '砌墙', '装空调', '安全员'],
] as const
/** A trade has fewer characters; what somebody pastes beyond that says nothing more. */
const LONGEST_QUERY = 60

export interface SearchFieldProps {
  query: string
  onChange: (query: string) => void
  /** The finger has left the field: what stands there was meant. */
  onLeave: () => void
}

/** The one question of the product and the field that takes the answer, typed or spoken. */
export function SearchField({ query, onChange, onLeave }: SearchFieldProps) {
  const [focused, setFocused] = useState(false)
  const [listening, setListening] = useState(false)
  const [hint, setHint] = useState<string | null>(null)
  const type = (words: string) => {
    setHint(null)
    onChange(words)
  }
  const leave = () => {
    setFocused(false)
    onLeave()
  }
  return (
    <View className="ask">
      <Text className="ask__question">你干什么活？</Text>
      <View className="ask__field">
        <Input
          className="ask__input"
          placeholderClass="ask__placeholder"
          value={query}
          placeholder="怎么叫都行"
          maxlength={LONGEST_QUERY}
          confirmType="search"
          focus={focused}
          onInput={(event) => type(event.detail.value)}
          onBlur={leave}
          onConfirm={onLeave}
          {...(isH5 ? { 'aria-label': '你干什么活？' } : {})}
        />
        {query === '' || listening ? (
          <VoiceButton
            onWords={(words) => onChange(words.slice(0, LONGEST_QUERY))}
            onListening={setListening}
            onHint={setHint}
            onType={() => setFocused(true)}
          />
        ) : (
          <Tappable className="ask__clear" label="清空" onTap={() => type('')}>
            <Icon name="close" />
          </Tappable>
        )}
      </View>
      <View className="ask__hint" {...(isH5 ? { role: 'status' } : {})}>
        {hint !== null && <Text>{hint}</Text>}
      </View>
      {query === '' && <Examples onPick={type} />}
    </View>
  )
}

function Examples({ onPick }: { onPick: (word: string) => void }) {
  const [visit, setVisit] = useState(0)
  useDidShow(() => setVisit((before) => before + 1))
  const words = examples[Math.max(0, visit - 1) % examples.length] ?? examples[0]
  return (
    <View className="ask__examples">
      {words.map((word) => (
        <Tappable key={word} className="ask__example" label={`找${word}`} onTap={() => onPick(word)}>
          <Text>{word}</Text>
        </Tappable>
      ))}
    </View>
  )
}
