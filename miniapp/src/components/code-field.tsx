import type { ApiProblem } from '../api/api-problem'
import { TextField } from './form-field'
import { ProblemNotice } from './notice'

export interface CodeFieldProps {
  label: string
  hint?: string
  value: string
  /** Why the last try did not succeed: of the code itself below the field, everything else as a notice. */
  problem: ApiProblem | null
  /** Left out for six digits, which some authenticators show with a space. */
  maxLength?: number
  onInput: (text: string) => void
}

const SIX_AND_A_SPACE = 7

/** A code is typed and sent, never kept on the phone: no draft, and the server says what is wrong with it. */
export function CodeField({ label, hint, value, problem, maxLength, onInput }: CodeFieldProps) {
  const error = problem?.errors.find(({ pointer }) => pointer === '/code')?.detail
  return (
    <>
      <TextField
        label={label}
        {...(hint === undefined ? {} : { hint })}
        control={{ value, error, onInput, onBlur: () => undefined }}
        maxLength={maxLength ?? SIX_AND_A_SPACE}
        keyboard={maxLength === undefined ? 'number' : 'text'}
      />
      {error === undefined && <ProblemNotice problem={problem} />}
    </>
  )
}

/** Whether all six digits are there. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text.replaceAll(' ', ''))
}
