import { Text, View } from '@tarojs/components'
import { isH5 } from '../platform/target'
import { Tappable } from './tappable'
import './choice-chips.scss'

export interface Choice<T extends string> {
  value: T
  label: string
}

export interface ChoiceChipsProps<T extends string> {
  /** What is asked; said by screen readers before the answers. */
  label: string
  choices: readonly Choice<T>[]
  value: T | null
  onChange: (value: T) => void
}

/** One question with two to six short answers, all visible. */
export function ChoiceChips<T extends string>({ label, choices, value, onChange }: ChoiceChipsProps<T>) {
  return (
    <View className="chips" {...(isH5 ? { role: 'radiogroup', 'aria-label': label } : {})}>
      {choices.map((choice) => (
        <Tappable
          key={choice.value}
          className={`chips__chip ${choice.value === value ? 'chips__chip--chosen' : ''}`}
          role="radio"
          label={isH5 ? choice.label : `${label}：${choice.label}`}
          checked={choice.value === value}
          onTap={() => onChange(choice.value)}
        >
          <Text>{choice.label}</Text>
        </Tappable>
      ))}
    </View>
  )
}
