import { DateField, TextField } from '../../../components/form-field'

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

/** A day of the form, not before today. */
export function DayField({
  label,
  hint,
  value,
  from,
  error,
  onChange,
}: Omit<LineFieldProps, 'maxLength'> & { from: string }) {
  return (
    <DateField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      from={from}
      control={{ value, error, onInput: onChange, onBlur: () => undefined }}
    />
  )
}
