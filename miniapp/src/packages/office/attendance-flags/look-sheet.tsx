import { useState } from 'react'
import {
  lookOutcomeNames,
  lookOutcomes,
  type AttendanceFlagView,
  type SignLookBody,
} from '#shared/attendance'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { ChoiceChips } from '../../../components/choice-chips'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'

const choices = lookOutcomeNames.map((value) => ({ value, label: lookOutcomes[value] }))

interface LookSheetProps {
  of: AttendanceFlagView | null
  onClose: () => void
  onDone: () => void
}

/** What somebody found who looked at a doubt. */
export function LookSheet({ of, onClose, onDone }: LookSheetProps) {
  return (
    <Sheet title={of?.title ?? ''} open={of !== null} onClose={onClose}>
      {of && <LookForm key={of.id} id={of.id} onDone={onDone} />}
    </Sheet>
  )
}

function LookForm({ id, onDone }: { id: string; onDone: () => void }) {
  const [outcome, setOutcome] = useState<SignLookBody['outcome'] | null>(null)
  const [note, setNote] = useState('')
  const save = useCommand(async (key: string, body: SignLookBody) => {
    await attendanceApi.look(key, id, body)
    onDone()
  })
  return (
    <>
      <ChoiceChips label="看下来怎么样" choices={choices} value={outcome} onChange={setOutcome} />
      <TextAreaField
        label="问了谁，怎么回事"
        control={{ value: note, error: undefined, onInput: setNote, onBlur: () => undefined }}
        maxLength={200}
      />
      <ProblemNotice problem={save.problem} />
      <PrimaryButton
        text="记下"
        busy={save.busy}
        disabled={outcome === null || note.trim() === ''}
        onTap={() => outcome && void save.run({ outcome, note: note.trim() })}
      />
    </>
  )
}
