import { useState } from 'react'
import type { ApiProblem } from '../api/api-problem'
import { Notice, ProblemNotice } from './notice'
import { DangerButton } from './primary-button'
import { Sheet } from './sheet'
import { TextAreaField } from './text-area-field'

export interface ReasonSheetProps {
  title: string
  open: boolean
  /** What will happen, and who reads the reason. */
  consequence: string
  busy: boolean
  problem: ApiProblem | null
  onClose: () => void
  onSend: (reason: string) => void
}

const SHORTEST = 4

/** A step that needs a reason: says first what it brings about. */
export function ReasonSheet(props: ReasonSheetProps) {
  const { title, open, consequence, busy, problem, onClose, onSend } = props
  const [reason, setReason] = useState('')
  const words = reason.trim()
  return (
    <Sheet title={title} open={open} onClose={onClose}>
      <Notice tone="wait">{consequence}</Notice>
      <TextAreaField
        label="原因"
        hint="至少4个字，写到别人看得懂"
        maxLength={100}
        control={{ value: reason, error: undefined, onInput: setReason, onBlur: () => undefined }}
      />
      <ProblemNotice problem={problem} />
      <DangerButton text={title} busy={busy} disabled={words.length < SHORTEST} onTap={() => onSend(words)} />
    </Sheet>
  )
}
