import { Empty } from './empty'
import { PlainButton } from './primary-button'
import { open, type LoginReason } from '../routes'

/** In place of a personal page while nobody is signed in: what it would show, and the way there. */
export function SignInNeeded({ title, text, reason }: { title: string; text: string; reason?: LoginReason }) {
  return (
    <Empty
      icon="user"
      title={title}
      text={text}
      action={
        <PlainButton text="去登录" onTap={() => void open('login', reason === undefined ? {} : { reason })} />
      }
    />
  )
}
