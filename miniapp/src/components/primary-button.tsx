import { Text, View } from '@tarojs/components'
import { Tappable } from './tappable'
import './primary-button.scss'

export interface ButtonProps {
  text: string
  /** May be asynchronous: while `busy` is set, further taps do nothing. */
  onTap: () => void
  /** The command is on its way (`useCommand().busy`). */
  busy?: boolean
  disabled?: boolean
  /** What it says while busy. */
  busyText?: string
}

/** The main thing to do on a page: full width, at the thumb, one per screen. */
export function PrimaryButton(props: ButtonProps) {
  return <Button {...props} look="primary" />
}

/** Anything else that can be done here. */
export function PlainButton(props: ButtonProps) {
  return <Button {...props} look="plain" />
}

/** Leaves, withdraws, refuses: always followed by a question. */
export function DangerButton(props: ButtonProps) {
  return <Button {...props} look="danger" />
}

function Button({
  text,
  onTap,
  busy,
  disabled,
  busyText = '正在提交…',
  look,
}: ButtonProps & { look: string }) {
  const still = busy === true || disabled === true
  return (
    <Tappable
      className={`button button--${look} ${still ? 'button--still' : ''}`}
      pressedClass={`button--${look}-pressed`}
      label={busy ? busyText : text}
      disabled={still}
      onTap={onTap}
    >
      {busy && <View className="button__spinner" />}
      <Text>{busy ? busyText : text}</Text>
    </Tappable>
  )
}
