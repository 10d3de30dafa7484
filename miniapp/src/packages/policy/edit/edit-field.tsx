import { useState, type PropsWithChildren } from 'react'
import { Text, View } from '@tarojs/components'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { Tappable } from '../../../components/tappable'
import { TextAreaField } from '../../../components/text-area-field'
import type { FormControl } from '../../../hooks/use-form'
import { gapOf, inWords, optionWords, stored, typed, type FieldKind } from '../content/field-kinds'
import type { Field } from '../content/fields'
import { valueAt } from '../content/pointer'
import { isInsideNew, isSame } from '../content/changes'
import type { PolicyEdit } from './use-policy-edit'
import './edit-field.scss'

export interface EditFieldProps {
  edit: PolicyEdit
  field: Field
}

/** One place of the content: its control, what is wrong with it, and old → new once it was changed. */
export function EditField({ edit, field }: EditFieldProps) {
  const { pointer, kind } = field
  const before = valueAt(edit.base, pointer)
  const now = valueAt(edit.working, pointer)
  const isChanged = !isSame(before, now) && !isInsideNew(edit.changes, pointer)
  return (
    <View className={`edit-field ${isChanged ? 'edit-field--changed' : ''}`}>
      <Control edit={edit} field={field} value={now} />
      {isChanged && (
        <View className="edit-field__change">
          <Text className="edit-field__words">
            原来：{inWords(kind, before)} → 现在：{inWords(kind, now)}
          </Text>
          <Tappable
            className="edit-field__restore"
            label={`还原：${field.label}`}
            onTap={() => edit.set({ [pointer]: before })}
          >
            <Text>还原</Text>
          </Tappable>
        </View>
      )}
      {edit.contested.includes(pointer) && (
        <Text className="edit-field__contested">别人刚把这里改成：{inWords(kind, before)}</Text>
      )}
    </View>
  )
}

function Control({ edit, field, value }: EditFieldProps & { value: unknown }) {
  const { pointer, label, kind } = field
  const error = edit.problems.find((each) => each.pointer === pointer)?.detail
  const set = (next: unknown) => edit.set({ [pointer]: next })
  const hint = field.hint ?? gapHint(kind)
  const help = hint === undefined ? {} : { hint }
  switch (kind.kind) {
    case 'choice':
      return (
        <FormField label={label} error={error} {...help}>
          <Unfolding field={field} value={value}>
            <OneOf label={label} kind={kind} value={value} onChange={set} />
          </Unfolding>
        </FormField>
      )
    case 'choices':
      return (
        <FormField label={label} error={error} {...help}>
          <Unfolding field={field} value={value}>
            <SomeOf kind={kind} value={value} onChange={set} />
          </Unfolding>
        </FormField>
      )
    default:
      return <Typed field={field} value={value} error={error} help={help} onChange={set} />
  }
}

/** Up to so many options are shown at once. */
const fewOptions = 9

/** A choice among many stays closed until somebody wants to change it: else it hides everything around it. */
function Unfolding({ field, value, children }: PropsWithChildren<{ field: Field; value: unknown }>) {
  const { label, kind } = field
  const [open, setOpen] = useState(false)
  if (open || !('options' in kind) || kind.options.length <= fewOptions) return <>{children}</>
  return (
    <View className="edit-field__folded">
      <Text className="edit-field__words">{inWords(kind, value)}</Text>
      <Tappable className="edit-field__restore" label={`换：${label}`} onTap={() => setOpen(true)}>
        <Text>换</Text>
      </Tappable>
    </View>
  )
}

interface TypedProps {
  field: Field
  value: unknown
  error: string | undefined
  help: { hint?: string }
  onChange: (value: unknown) => void
}

/** While somebody types `600.`, that stays in the field, although it is stored as 600 already. */
function Typed({ field, value, error, help, onChange }: TypedProps) {
  const { kind, label } = field
  const [text, setText] = useState(() => typed(kind, value))
  const shown = isSame(stored(kind, text), value) ? text : typed(kind, value)
  const control: FormControl = {
    value: shown,
    error,
    onInput: (next) => {
      setText(next)
      onChange(stored(kind, next))
    },
    onBlur: () => undefined,
  }
  if (kind.kind === 'text')
    return <TextAreaField label={label} control={control} maxLength={1000} {...help} />
  const figure = kind.kind === 'number' || kind.kind === 'fen' || kind.kind === 'yuan'
  return (
    <TextField
      label={label}
      control={control}
      maxLength={200}
      keyboard={figure ? 'digit' : 'text'}
      {...help}
    />
  )
}

/** Answers are told apart by their place in the list: yes and no are no text. */
function OneOf(props: {
  label: string
  kind: Extract<FieldKind, { kind: 'choice' }>
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { label, kind, value, onChange } = props
  const options: readonly unknown[] = kind.gap === 'absent' ? [undefined, ...kind.options] : kind.options
  const at = options.findIndex((option) => isSame(option, value))
  return (
    <ChoiceChips
      label={label}
      choices={options.map((option, index) => ({
        value: String(index),
        label: option === undefined ? '不知道' : optionWords(option, kind),
      }))}
      value={at === -1 ? null : String(at)}
      onChange={(chosen) => onChange(options[Number(chosen)])}
    />
  )
}

function SomeOf(props: {
  kind: Extract<FieldKind, { kind: 'choices' }>
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { kind, onChange } = props
  const chosen = Array.isArray(props.value) ? props.value.map(String) : []
  return (
    <View className="chips">
      {kind.options.map((option) => (
        <Tappable
          key={option}
          className={`chips__chip ${chosen.includes(option) ? 'chips__chip--chosen' : ''}`}
          role="checkbox"
          label={optionWords(option, kind)}
          checked={chosen.includes(option)}
          onTap={() => onChange(kind.options.filter((each) => (each === option) !== chosen.includes(each)))}
        >
          <Text>{optionWords(option, kind)}</Text>
        </Tappable>
      ))}
    </View>
  )
}

function gapHint(kind: FieldKind): string | undefined {
  if (kind.kind === 'choice') return undefined
  const unit = kind.kind === 'number' && kind.unit !== '' ? `单位：${kind.unit}。` : ''
  const empty = { null: '空着就是不设。', absent: '空着就是不知道。' }
  const gap = gapOf(kind)
  const hint = `${unit}${gap === null ? '' : empty[gap]}`
  return hint === '' ? undefined : hint
}
