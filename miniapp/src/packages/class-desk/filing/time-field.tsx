import { Picker, Text, View } from '@tarojs/components'
import { FormField } from '../../../components/form-field'
import { Icon } from '../../../components/icon'

export interface TimeFieldProps {
  label: string
  /** `HH:MM`, or empty. */
  value: string
  error?: string | undefined
  onChange: (value: string) => void
}

/** A time of day, chosen with the platform's own picker. */
export function TimeField({ label, value, error, onChange }: TimeFieldProps) {
  return (
    <FormField label={label} error={error}>
      <Picker
        mode="time"
        value={value === '' ? '08:30' : value}
        onChange={(event) => onChange(event.detail.value)}
      >
        <View className="field__input field__input--picker">
          <Text className={value === '' ? 'field__placeholder' : ''}>
            {value === '' ? '请选时间' : value}
          </Text>
          <Icon name="clock" size="s" />
        </View>
      </Picker>
    </FormField>
  )
}
