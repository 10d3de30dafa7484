import { useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { canDictate, dictate, type Dictation } from '../../platform/dictation'

/** From here on a touch is a hold: letting go ends the listening. A shorter one is a tap, and a pause ends it. */
const HOLD_MS = 400

export interface VoiceButtonProps {
  /** What was understood so far. */
  onWords: (words: string) => void
  onListening: (listening: boolean) => void
  /** A sentence for the worker when speaking did not work or goes another way; null takes it back. */
  onHint: (hint: string | null) => void
  /** Nobody listens here: the field gets the keyboard, whose microphone does. */
  onType: () => void
}

/** Saying it instead of typing it; stands in the field. */
export function VoiceButton(props: VoiceButtonProps) {
  if (canDictate()) return <HoldToTalk {...props} />
  const type = () => {
    props.onHint('点键盘上的话筒，直接说。')
    props.onType()
  }
  return (
    <Tappable className="ask__voice" label="说话，用键盘上的话筒" onTap={type}>
      <Icon name="mic" />
      <Text>说话</Text>
    </Tappable>
  )
}

function HoldToTalk({ onWords, onListening, onHint }: VoiceButtonProps) {
  const [listening, setListening] = useState(false)
  const dictation = useRef<Dictation | null>(null)
  const touchedAt = useRef(0)

  const show = (now: boolean) => {
    setListening(now)
    onListening(now)
  }
  const begin = () => {
    if (dictation.current) return
    onHint('正在听，说完松手。')
    show(true)
    dictation.current = dictate({
      heard: onWords,
      ended: (problem) => {
        dictation.current = null
        show(false)
        onHint(problem)
      },
    })
  }
  const finish = () => dictation.current?.finish()
  const press = () => {
    touchedAt.current = Date.now()
    begin()
  }
  const release = (event: { preventDefault: () => void }) => {
    // No click after the touch: it would meet the button that clears the field, which stands here by then.
    event.preventDefault()
    if (Date.now() - touchedAt.current >= HOLD_MS) finish()
  }
  const click = () => {
    if (dictation.current) finish()
    else begin()
  }
  return (
    <View onTouchStart={press} onTouchEnd={release} onTouchCancel={release}>
      <Tappable
        className={`ask__voice ${listening ? 'ask__voice--listening' : ''}`}
        label={listening ? '正在听，说完松手' : '按住说话'}
        onTap={click}
      >
        <Icon name="mic" />
        <Text>{listening ? '在听' : '按住说'}</Text>
      </Tappable>
    </View>
  )
}
