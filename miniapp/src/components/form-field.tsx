import type { PropsWithChildren } from 'react'
import { Input, Picker, Text, View } from '@tarojs/components'
import { chineseDay } from '#shared/subsidy-calendar'
import type { FormControl } from '../hooks/use-form'
import { isH5 } from '../platform/target'
import { Icon } from './icon'
import './form-field.scss'

export interface FormFieldProps {
  label: string
  /** What helps to fill it in: where to find it, how it looks. */
  hint?: string
  error?: string | undefined
}

/** Label, control, help and mistake of one field, in this order. */
export function FormField({ label, hint, error, children }: PropsWithChildren<FormFieldProps>) {
  return (
    <View className={`field ${error === undefined ? '' : 'field--wrong'}`}>
      <Text className="field__label">{label}</Text>
      {hint !== undefined && <Text className="field__hint">{hint}</Text>}
      {children}
      {error !== undefined && (
        <View className="field__error" {...(isH5 ? { role: 'alert' } : {})}>
          <Icon name="alert" size="s" />
          <Text>{error}</Text>
        </View>
      )}
    </View>
  )
}

export interface TextFieldProps {
  label: string
  hint?: string
  control: FormControl
  /** Which keyboard comes up. */
  keyboard?: 'text' | 'number' | 'idcard' | 'digit'
  placeholder?: string
  maxLength?: number
  /** Shown as dots: a password. */
  secret?: boolean
}

/** One line of text. */
export function TextField({
  label,
  hint,
  control,
  keyboard = 'text',
  placeholder = '',
  maxLength = 60,
  secret = false,
}: TextFieldProps) {
  return (
    <FormField label={label} error={control.error} {...(hint === undefined ? {} : { hint })}>
      <Input
        className="field__input"
        placeholderClass="field__placeholder"
        type={isH5 ? 'text' : keyboard}
        password={secret}
        value={control.value}
        placeholder={placeholder}
        maxlength={maxLength}
        cursorSpacing={120}
        onInput={(event) => control.onInput(event.detail.value)}
        onBlur={control.onBlur}
        {...(isH5 ? { 'aria-label': label } : {})}
      />
    </FormField>
  )
}

export interface DateFieldProps {
  label: string
  hint?: string
  control: FormControl
  /** First and last day that can be chosen, `YYYY-MM-DD`. */
  from?: string
  until?: string
  /** Where the wheel begins while nothing is chosen: the last day unless told. */
  opensAt?: string
}

/** A day, chosen with the platform's own picker. */
export function DateField({
  label,
  hint,
  control,
  from = '1970-01-01',
  until = '2099-12-31',
  opensAt = until,
}: DateFieldProps) {
  return (
    <FormField label={label} error={control.error} {...(hint === undefined ? {} : { hint })}>
      <Picker
        mode="date"
        value={control.value === '' ? opensAt : control.value}
        start={from}
        end={until}
        onChange={(event) => control.onInput(event.detail.value)}
      >
        <View className="field__input field__input--picker">
          <Text className={control.value === '' ? 'field__placeholder' : ''}>
            {control.value === '' ? '请选日期' : chineseDay(control.value)}
          </Text>
          <Icon name="calendar" size="s" />
        </View>
      </Picker>
    </FormField>
  )
}
