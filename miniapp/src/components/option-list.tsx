import { Text, View } from '@tarojs/components'
import { isH5 } from '../platform/target'
import type { Choice } from './choice-chips'
import { FormField } from './form-field'
import { Tappable } from './tappable'
import './option-list.scss'

export interface OptionListProps<T extends string> {
  label: string
  options: readonly Choice<T>[]
  value: T | null
  error?: string | undefined
  onChange: (value: T) => void
}

/** One of several sentences, one under the other: reasons are too long for chips. */
export function OptionList<T extends string>({ label, options, value, error, onChange }: OptionListProps<T>) {
  return (
    <FormField label={label} error={error}>
      <View className="options" {...(isH5 ? { role: 'radiogroup', 'aria-label': label } : {})}>
        {options.map((option) => (
          <Tappable
            key={option.value}
            className={`options__option ${option.value === value ? 'options__option--chosen' : ''}`}
            role="radio"
            label={option.label}
            checked={option.value === value}
            onTap={() => onChange(option.value)}
          >
            <View className="options__mark" />
            <Text className="options__text">{option.label}</Text>
          </Tappable>
        ))}
      </View>
    </FormField>
  )
}
