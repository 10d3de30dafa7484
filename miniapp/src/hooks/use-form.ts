import { useCallback, useRef, useState } from 'react'
import * as v from 'valibot'
import type { ApiProblem } from '../api/api-problem'
import { forget, keep, keepUnwritten, readKept, readUnwritten } from '../platform/storage'

type Entries = Record<string, v.GenericSchema<string, unknown>>
type Name<E extends Entries> = keyof E & string
type Texts<E extends Entries> = Record<Name<E>, string>
type Errors<E extends Entries> = Partial<Record<Name<E>, string>>

export interface FormOptions<E extends Entries> {
  /** The body's own schema from `shared/`: the phone and the server check alike. */
  schema: v.StrictObjectSchema<E, undefined>
  /** Under which key typed text survives Back and a dead battery. */
  draftKey: string
  /** What stands in the fields before anything was typed. */
  initial: Texts<E>
  /** Fields that must not be written to the phone's storage (ID and card numbers): they survive Back only. */
  memoryOnly?: readonly Name<E>[]
}

export interface FormControl {
  value: string
  error: string | undefined
  onInput: (text: string) => void
  onBlur: () => void
}

export interface Form<E extends Entries> {
  values: Texts<E>
  /** Spread on a `TextField`, or use its parts. */
  field: (name: Name<E>) => FormControl
  /** Checks everything; the body when all is right, otherwise null, and every wrong field says why. */
  read: () => v.InferOutput<v.StrictObjectSchema<E, undefined>> | null
  /** Shows the server's field errors at their fields; false when it named none of ours. */
  showErrorsOf: (problem: ApiProblem) => boolean
  /** The form has been sent: the draft goes. */
  discardDraft: () => void
}

/** A form whose fields are text. A field is checked when it is left, and while it is being mended. */
export function useForm<E extends Entries>(options: FormOptions<E>): Form<E> {
  const { schema, draftKey, memoryOnly = [] } = options
  const place = `draft:${draftKey}`
  const [values, setValues] = useState<Texts<E>>(() => ({
    ...options.initial,
    ...readKept<Partial<Texts<E>>>(place),
    ...readUnwritten<Partial<Texts<E>>>(place),
  }))
  const [errors, setErrors] = useState<Errors<E>>({})
  const latest = useRef(values)

  const check = useCallback(
    (name: Name<E>, text: string): string | undefined => {
      const entry = schema.entries[name]
      const result = entry && v.safeParse(entry, text)
      return result && !result.success ? result.issues[0].message : undefined
    },
    [schema],
  )
  const mark = useCallback((name: Name<E>, error: string | undefined) => {
    setErrors((before) => ({ ...before, [name]: error }))
  }, [])
  const type = (name: Name<E>, text: string) => {
    latest.current = { ...latest.current, [name]: text }
    setValues(latest.current)
    saveDraft(place, latest.current, memoryOnly)
    if (errors[name] !== undefined) mark(name, check(name, text))
  }
  const leave = (name: Name<E>) => {
    const text = latest.current[name]
    if (text !== '') mark(name, check(name, text))
  }

  return {
    values,
    field: (name) => ({
      value: values[name],
      error: errors[name],
      onInput: (text) => type(name, text),
      onBlur: () => leave(name),
    }),
    read: () => {
      const result = v.safeParse(schema, latest.current)
      const names = Object.keys(schema.entries) as Name<E>[]
      setErrors(
        Object.fromEntries(names.map((name) => [name, check(name, latest.current[name])])) as Errors<E>,
      )
      return result.success ? result.output : null
    },
    showErrorsOf: (problem) => {
      const known = problem.errors.filter((error) => error.pointer.slice(1) in schema.entries)
      for (const error of known) mark(error.pointer.slice(1) as Name<E>, error.detail)
      return known.length > 0
    },
    discardDraft: () => forget(place),
  }
}

function saveDraft(place: string, values: Record<string, string>, memoryOnly: readonly string[]): void {
  const names = Object.keys(values)
  const part = (wanted: boolean) =>
    Object.fromEntries(
      names.filter((name) => memoryOnly.includes(name) === wanted).map((name) => [name, values[name]]),
    )
  keep(place, part(false))
  keepUnwritten(place, part(true))
}
