import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { Citation } from '#shared/subsidy-policy-schema'
import { Icon } from '../../../components/icon'
import { Tappable } from '../../../components/tappable'
import { isH5 } from '../../../platform/target'
import { isInsideNew, isSame } from '../content/changes'
import { typed } from '../content/field-kinds'
import type { Field } from '../content/fields'
import { valueAt } from '../content/pointer'
import { problemsAt } from '../content/problems'
import { CitationForm } from './citation-form'
import { EditField } from './edit-field'
import type { PolicyEdit } from './use-policy-edit'

/** Fields that rest on the same words of the notice, and these words beneath them. */
export function FieldGroup({ edit, fields }: { edit: PolicyEdit; fields: readonly Field[] }) {
  const citation = fields[0]?.citation
  return (
    <View className="field-group">
      <View className="field-group__fields">
        {fields.map((field) => (
          <EditField key={field.pointer} edit={edit} field={field} />
        ))}
      </View>
      {citation !== undefined && <CitationField edit={edit} pointer={citation} fields={fields} />}
    </View>
  )
}

/** All fields of a thing, put together where they rest on the same words. */
export function Fields({ edit, fields }: { edit: PolicyEdit; fields: readonly Field[] }) {
  return (
    <>
      {grouped(fields).map((group) => (
        <FieldGroup key={group[0]?.pointer} edit={edit} fields={group} />
      ))}
    </>
  )
}

interface CitationFieldProps {
  edit: PolicyEdit
  pointer: string
  fields: readonly Field[]
}

/** Clause and quotation behind a figure. No citation, no number. */
function CitationField({ edit, pointer, fields }: CitationFieldProps) {
  const [open, setOpen] = useState(false)
  const value = writtenAt(edit, pointer)
  const isChanged = !isSame(valueAt(edit.base, pointer), value) && !isInsideNew(edit.changes, pointer)
  const what = fields.map((each) => each.label).join('、')
  return (
    <View className="citation">
      <CitationWords value={value} isChanged={isChanged} />
      <CitationDoubt edit={edit} pointer={pointer} fields={fields} />
      {open ? (
        <CitationForm
          value={value ?? { clause: '', quotation: '' }}
          onChange={(next) =>
            edit.set({ [pointer]: next.clause === '' && next.quotation === '' ? undefined : next })
          }
        />
      ) : (
        <Tappable
          className="citation__edit"
          label={`${value ? '改' : '写'}出处：${what}`}
          onTap={() => setOpen(true)}
        >
          <Text>{value ? '改出处' : '写出处'}</Text>
        </Tappable>
      )}
    </View>
  )
}

/** What is written of a source; a blank form is nothing yet. */
function writtenAt({ working }: PolicyEdit, pointer: string): Citation | undefined {
  const value = valueAt(working, pointer) as Citation | undefined
  return value?.clause === '' && value.quotation === '' ? undefined : value
}

function CitationWords({ value, isChanged }: { value: Citation | undefined; isChanged: boolean }) {
  const clause = value?.clause === '' ? '（没写条款）' : value?.clause
  return (
    <>
      <Text>
        {clause === undefined ? '还没写出处' : `依据：${clause}`}
        {isChanged && '，出处已改'}
      </Text>
      {value && <Text className="citation__words">“{value.quotation}”</Text>}
    </>
  )
}

/** What is wrong with the source, or else what looks as if the old words had stayed behind a new figure. */
function CitationDoubt({ edit, pointer, fields }: CitationFieldProps) {
  const error = problemsAt(edit.problems, pointer)[0]?.detail
  if (error !== undefined) {
    return (
      <View className="citation__error" {...(isH5 ? { role: 'alert' } : {})}>
        <Icon name="alert" size="s" />
        <Text>{error}</Text>
      </View>
    )
  }
  const quotation = valueAt(edit.working, `${pointer}/quotation`)
  const unsaid = figuresNotIn(edit, fields, String(quotation ?? ''))
  if (unsaid.length === 0) return null
  return <Text className="citation__hint">这句话里没有“{unsaid.join('”“')}”，请换成写着新数的原话。</Text>
}

/** Changed figures that the quoted words do not name. */
function figuresNotIn(edit: PolicyEdit, fields: readonly Field[], quotation: string): string[] {
  return fields
    .filter(({ kind }) => kind.kind === 'fen' || kind.kind === 'number')
    .filter(({ pointer }) => pointer in edit.changes || isInsideNew(edit.changes, pointer))
    .map(({ pointer, kind }) => typed(kind, valueAt(edit.working, pointer)))
    .filter((figure) => figure !== '' && !quotation.includes(figure))
}

function grouped(fields: readonly Field[]): Field[][] {
  const groups: Field[][] = []
  for (const field of fields) {
    const last = groups.at(-1)
    if (last?.[0]?.citation === field.citation && last) last.push(field)
    else groups.push([field])
  }
  return groups
}
