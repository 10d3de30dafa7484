import { useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { canDictate, dictate, type Dictation } from '../../platform/dictation'

/** From here on a touch is a hold: letting go ends the listening. A shorter one is a tap, and a pause ends it. */
const HOLD_MS = 400
/** A tap on glass is followed by a click, within this time. */
const CLICK_AFTER_MS = 800

export interface VoiceButtonProps {
  /** What was understood so far. */
  onWords: (words: string) => void
  /** Nobody listens here: the field gets the keyboard, whose microphone does. */
  onType: () => void
}

/** Saying it instead of typing it. */
export function VoiceButton({ onWords, onType }: VoiceButtonProps) {
  const [hint, setHint] = useState<string | null>(null)
  if (canDictate()) return <HoldToTalk onWords={onWords} />
  const type = () => {
    setHint('点键盘上的话筒，直接说。')
    onType()
  }
  return (
    <View className="voice">
      <Tappable className="voice__button" label="说话，用键盘上的话筒" onTap={type}>
        <Icon name="mic" />
        <Text>说话</Text>
      </Tappable>
      <Hint text={hint} />
    </View>
  )
}

function HoldToTalk({ onWords }: Pick<VoiceButtonProps, 'onWords'>) {
  const [listening, setListening] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const dictation = useRef<Dictation | null>(null)
  const touchedAt = useRef(0)

  const begin = () => {
    if (dictation.current) return
    setProblem(null)
    setListening(true)
    dictation.current = dictate({
      heard: onWords,
      ended: (reason) => {
        dictation.current = null
        setListening(false)
        setProblem(reason)
      },
    })
  }
  const finish = () => dictation.current?.finish()
  const press = () => {
    touchedAt.current = Date.now()
    begin()
  }
  const release = () => {
    if (Date.now() - touchedAt.current >= HOLD_MS) finish()
    touchedAt.current = Date.now()
  }
  const click = () => {
    if (Date.now() - touchedAt.current < CLICK_AFTER_MS) return
    if (dictation.current) finish()
    else begin()
  }
  return (
    <View className="voice">
      <View onTouchStart={press} onTouchEnd={release} onTouchCancel={release}>
        <Tappable
          className={`voice__button ${listening ? 'voice__button--listening' : ''}`}
          label={listening ? '正在听，说完松手' : '按住说话'}
          onTap={click}
        >
          <Icon name="mic" />
          <Text>{listening ? '正在听，说完松手' : '按住说话'}</Text>
        </Tappable>
      </View>
      <Hint text={problem} />
    </View>
  )
}

function Hint({ text }: { text: string | null }) {
  return (
    <View className="voice__hint" {...{ role: 'status' }}>
      {text !== null && <Text>{text}</Text>}
    </View>
  )
}
