import type { PropsWithChildren } from 'react'
import { Input, Text, View } from '@tarojs/components'
import { ChoiceChips } from '../../components/choice-chips'
import { DateField } from '../../components/form-field'
import { isH5 } from '../../platform/target'
import type { Reply } from './answers'
import './question-parts.scss'

/** One question: its words, what helps to answer it, and the ways to answer. */
export function Question({ text, hint, children }: PropsWithChildren<{ text: string; hint?: string }>) {
  return (
    <View className="question">
      <Text className="question__text">{text}</Text>
      {hint !== undefined && <Text className="question__hint">{hint}</Text>}
      {children}
    </View>
  )
}

export interface YesNoQuestionProps {
  text: string
  hint?: string
  words: readonly [yes: string, no: string]
  value: Reply | undefined
  onChange: (value: Reply) => void
}

/** A question with three answers: nobody has to guess. */
export function YesNoQuestion({ text, hint, words, value, onChange }: YesNoQuestionProps) {
  return (
    <Question text={text} {...(hint === undefined ? {} : { hint })}>
      <ChoiceChips<Reply>
        label={text}
        choices={[
          { value: 'yes', label: words[0] },
          { value: 'no', label: words[1] },
          { value: 'unsure', label: '不清楚' },
        ]}
        value={value ?? null}
        onChange={onChange}
      />
    </Question>
  )
}

export interface NumberFieldProps {
  /** What is asked, for screen readers. */
  label: string
  /** Stands before and after the field. */
  before?: string
  unit: string
  placeholder: string
  value: string | undefined
  /** What is wrong with what stands in the field; empty = nothing. */
  wrong: string
  onInput: (text: string) => void
}

/** A number between its words: 现场 [ 32 ] 课时. */
export function NumberField({
  label,
  before,
  unit,
  placeholder,
  value = '',
  wrong,
  onInput,
}: NumberFieldProps) {
  return (
    <View className="number-field">
      <View className="number-field__line">
        {before !== undefined && <Text className="number-field__before">{before}</Text>}
        <Input
          className="field__input number-field__input"
          placeholderClass="field__placeholder"
          type="digit"
          value={value}
          maxlength={8}
          placeholder={placeholder}
          cursorSpacing={160}
          onInput={(event) => onInput(event.detail.value)}
          {...(isH5 ? { 'aria-label': label } : {})}
        />
        <Text className="number-field__unit">{unit}</Text>
      </View>
      {value !== '' && wrong !== '' && <Text className="number-field__wrong">{wrong}</Text>}
    </View>
  )
}

/** A day that has been, chosen with the platform's picker. */
export function DayQuestion(props: {
  text: string
  value: string | undefined
  today: string
  onChange: (day: string) => void
}) {
  const control = {
    value: props.value ?? '',
    error: undefined,
    onInput: props.onChange,
    onBlur: () => undefined,
  }
  return <DateField label={props.text} until={props.today} control={control} />
}
