import type { Command } from '../hooks/use-command'
import { ProblemNotice } from './notice'
import { PlainButton } from './primary-button'

/** At the end of a list that comes in pages; nothing when everything is there. */
export function MoreButton({ more }: { more: Command<[]> | null }) {
  if (more === null) return null
  return (
    <>
      <ProblemNotice problem={more.problem} />
      <PlainButton text="看更早的" busy={more.busy} busyText="正在打开…" onTap={() => void more.run()} />
    </>
  )
}
