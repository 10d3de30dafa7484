import { TextField } from '../../../components/form-field'

export interface CodeFieldProps {
  label: string
  value: string
  maxLength: number
  onInput: (text: string) => void
}

/** A code is typed and sent, never kept on the phone: no draft, and the server says what is wrong with it. */
export function CodeField({ label, value, maxLength, onInput }: CodeFieldProps) {
  const control = { value, error: undefined, onInput, onBlur: () => undefined }
  return (
    <TextField
      label={label}
      control={control}
      maxLength={maxLength}
      keyboard={maxLength > 7 ? 'text' : 'number'}
    />
  )
}

/** Whether all six digits are there, with spaces as some authenticators show them. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text.replaceAll(' ', ''))
}
