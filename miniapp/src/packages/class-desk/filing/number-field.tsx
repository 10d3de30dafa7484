import { useState } from 'react'
import { TextField } from '../../../components/form-field'

export interface NumberFieldProps {
  label: string
  hint?: string
  /** In the unit in which it is kept: tenths of 课时, fen, people. */
  value: number | null
  /** So many of that unit make one of what people type. */
  scale: 1 | 10 | 100
  error?: string | undefined
  onChange: (value: number | null) => void
}

const decimals = { 1: 0, 10: 1, 100: 2 } as const

/** A number as people type it. What is no number (yet) counts as not filled in, and stays on the screen. */
export function NumberField({ label, hint, value, scale, error, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown =
    typed !== null && read(typed, scale) === value ? typed : value === null ? '' : String(value / scale)
  const text = typed !== null && value === null ? typed : shown
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      keyboard={scale === 1 ? 'number' : 'digit'}
      maxLength={9}
      control={{
        value: text,
        error,
        onInput: (next) => {
          setTyped(next)
          onChange(read(next, scale))
        },
        onBlur: () => setTyped(null),
      }}
    />
  )
}

function read(text: string, scale: NumberFieldProps['scale']): number | null {
  const pattern = new RegExp(`^\\d{1,6}(\\.\\d{0,${String(decimals[scale])}})?$`)
  return pattern.test(text.trim()) ? Math.round(Number(text) * scale) : null
}
