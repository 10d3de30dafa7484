import type { Command } from '../hooks/use-command'
import { ProblemNotice } from './notice'
import { PlainButton } from './primary-button'

/** At the end of a list that comes in pages; nothing when everything is there. */
export function MoreButton({ more, text = '看更早的' }: { more: Command<[]> | null; text?: string }) {
  if (more === null) return null
  return (
    <>
      <ProblemNotice problem={more.problem} />
      <PlainButton text={text} busy={more.busy} busyText="正在打开…" onTap={() => void more.run()} />
    </>
  )
}
