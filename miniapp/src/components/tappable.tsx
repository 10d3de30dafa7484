import type { PropsWithChildren } from 'react'
import { View } from '@tarojs/components'
import { isH5 } from '../platform/target'
import './tappable.scss'

export interface TappableProps {
  onTap: () => void
  /** Said by screen readers instead of the content. */
  label?: string
  role?: 'button' | 'link' | 'radio' | 'checkbox' | 'tab'
  className?: string
  /** Class while a finger is on it. */
  pressedClass?: string
  disabled?: boolean
  /** For roles that can be chosen. */
  checked?: boolean
}

/** Anything of our own that can be tapped: reachable by keyboard in a browser, named for screen readers in WeChat. */
export function Tappable(props: PropsWithChildren<TappableProps>) {
  const {
    onTap,
    label,
    role = 'button',
    className = '',
    pressedClass = 'tappable--pressed',
    disabled,
  } = props
  const tap = () => {
    if (!disabled) onTap()
  }
  return (
    <View
      className={`tappable ${className}`}
      hoverClass={disabled ? 'none' : pressedClass}
      hoverStayTime={80}
      onClick={tap}
      {...(label === undefined ? {} : { ariaLabel: spoken(label, props.checked) })}
      {...(isH5 ? browserRole(props, tap) : { ariaRole: role })}
    >
      {props.children}
    </View>
  )
}

/** WeChat reads only role and label, so the label says what is chosen. */
function spoken(label: string, checked: boolean | undefined): string {
  return checked && !isH5 ? `已选，${label}` : label
}

function browserRole({ role = 'button', disabled, checked }: TappableProps, tap: () => void) {
  return {
    role,
    tabIndex: disabled ? -1 : 0,
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
    ...(disabled ? { 'aria-disabled': 'true' } : {}),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      tap()
    },
  }
}
