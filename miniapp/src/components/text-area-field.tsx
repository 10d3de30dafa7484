import { Textarea } from '@tarojs/components'
import type { FormControl } from '../hooks/use-form'
import { isH5 } from '../platform/target'
import { FormField } from './form-field'
import './text-area-field.scss'

export interface TextAreaFieldProps {
  label: string
  hint?: string
  control: FormControl
  placeholder?: string
  maxLength?: number
}

/** A few sentences. Grows with what is written. */
export function TextAreaField({
  label,
  hint,
  control,
  placeholder = '',
  maxLength = 200,
}: TextAreaFieldProps) {
  return (
    <FormField label={label} error={control.error} {...(hint === undefined ? {} : { hint })}>
      <Textarea
        className="text-area"
        placeholderClass="field__placeholder"
        value={control.value}
        placeholder={placeholder}
        maxlength={maxLength}
        autoHeight
        cursorSpacing={160}
        onInput={(event) => control.onInput(event.detail.value)}
        onBlur={control.onBlur}
        {...(isH5 ? { 'aria-label': label } : {})}
      />
    </FormField>
  )
}
