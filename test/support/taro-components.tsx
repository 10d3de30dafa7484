import type { ComponentType, CSSProperties, PropsWithChildren } from 'react'

/** Taro's building blocks as plain HTML, with the platform's events translated to `detail`. */
interface BoxProps {
  className?: string
  style?: CSSProperties
  ariaLabel?: string
  role?: string
  onClick?: () => void
  'aria-label'?: string
}

function box(tag: 'div' | 'span'): ComponentType<PropsWithChildren<BoxProps>> {
  return function Box({ children, className, role, onClick, ariaLabel, 'aria-label': label }) {
    const Tag = tag
    return (
      <Tag className={className} role={role} onClick={onClick} aria-label={label ?? ariaLabel}>
        {children}
      </Tag>
    )
  }
}

export const View = box('div')
export const ScrollView = box('div')
export const Text = box('span')

interface InputProps {
  value?: string
  placeholder?: string
  className?: string
  'aria-label'?: string
  onInput?: (event: { detail: { value: string } }) => void
  onBlur?: () => void
}

export function Input({ value, placeholder, className, onInput, onBlur, 'aria-label': label }: InputProps) {
  return (
    <input
      aria-label={label}
      className={className}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onInput?.({ detail: { value: event.target.value } })}
      onBlur={onBlur}
    />
  )
}

/** Several lines behave like one in these tests. */
export const Textarea = Input

interface PickerProps {
  value?: string
  onChange?: (event: { detail: { value: string } }) => void
}

export function Picker({ value, onChange, children }: PropsWithChildren<PickerProps>) {
  return (
    <label>
      <input value={value} onChange={(event) => onChange?.({ detail: { value: event.target.value } })} />
      {children}
    </label>
  )
}
