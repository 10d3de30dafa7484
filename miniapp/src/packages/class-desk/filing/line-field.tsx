import { Picker, Text, View } from '@tarojs/components'
import { chineseDay } from '#shared/subsidy-calendar'
import { FormField, TextField } from '../../../components/form-field'
import { Icon } from '../../../components/icon'

export interface LineFieldProps {
  label: string
  hint?: string
  value: string
  maxLength?: number
  error?: string | undefined
  onChange: (text: string) => void
}

/** A line of the form, whose faults the server finds. */
export function LineField({ label, hint, value, maxLength, error, onChange }: LineFieldProps) {
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(maxLength === undefined ? {} : { maxLength })}
      control={{ value, error, onInput: onChange, onBlur: () => undefined }}
    />
  )
}

export interface DayFieldProps extends Omit<LineFieldProps, 'maxLength'> {
  /** First day that can be chosen. */
  from: string
  /** The day on which the wheel stands at first; the first one that can be chosen when left out or empty. */
  suggested?: string
}

const LAST_DAY = '2099-12-31'

/** A day that is yet to come. */
export function DayField({ label, hint, value, from, suggested = '', error, onChange }: DayFieldProps) {
  const first = suggested === '' ? from : suggested
  return (
    <FormField label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      <Picker
        mode="date"
        value={value === '' ? first : value}
        start={from}
        end={LAST_DAY}
        onChange={(event) => onChange(event.detail.value)}
      >
        <View className="field__input field__input--picker">
          <Text className={value === '' ? 'field__placeholder' : ''}>
            {value === '' ? '请选日期' : chineseDay(value)}
          </Text>
          <Icon name="calendar" size="s" />
        </View>
      </Picker>
    </FormField>
  )
}
