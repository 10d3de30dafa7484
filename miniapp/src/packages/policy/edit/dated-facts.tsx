import { Text, View } from '@tarojs/components'
import { TextField } from '../../../components/form-field'
import { DangerButton, PlainButton } from '../../../components/primary-button'
import { isSame } from '../content/changes'
import { valueAt } from '../content/pointer'
import { problemsAt } from '../content/problems'
import { CitationForm } from './citation-form'
import type { PolicyEdit } from './use-policy-edit'

/** A dated fact of a row while it is being written: every part is text. */
interface DatedFact {
  from?: string
  until?: string | null
  name?: string
  citation: { clause: string; quotation: string }
}
type FactField = 'from' | 'until' | 'untilOrStill' | 'name'

const labels: Record<FactField, { label: string; hint: string }> = {
  from: { label: '从哪天起', hint: '含当天，写成 2021-06-18 这样' },
  until: { label: '到哪天止', hint: '含当天，写成 2021-06-18 这样' },
  untilOrStill: { label: '到哪天止', hint: '含当天；空着就是现在还是' },
  name: { label: '新名字', hint: '附件印的字不动，只加新名字' },
}

export interface DatedFactsProps {
  edit: PolicyEdit
  pointer: string
  title: string
  fields: readonly FactField[]
  /** At most one such fact; it then stands there by itself, not in a list. */
  only?: boolean
}

/** When a row began, ended, got another name, was scarce: each with its day and where that stands. */
export function DatedFacts({ edit, pointer, title, fields, only }: DatedFactsProps) {
  const value = valueAt(edit.working, pointer) as DatedFact | DatedFact[] | undefined
  const facts = value === undefined ? [] : Array.isArray(value) ? value : [value]
  const valuesOf = (next: readonly DatedFact[]) => ({
    [pointer]: next.length === 0 ? undefined : only ? next[0] : next,
  })
  const write = (next: readonly DatedFact[]) => edit.set(valuesOf(next))
  const isChanged = !isSame(valueAt(edit.base, pointer), value)
  return (
    <View className={`edit-field ${isChanged ? 'edit-field--changed' : ''}`}>
      {facts.map((fact, index) => (
        <View key={index} className="citation">
          <Text>{title}</Text>
          {fields.map((field) => (
            <FactText
              key={field}
              edit={edit}
              field={field}
              pointer={only ? pointer : `${pointer}/${String(index)}`}
              fact={fact}
              onChange={(next) => write(facts.map((each, at) => (at === index ? next : each)))}
            />
          ))}
          <CitationForm
            value={fact.citation}
            onChange={(citation) =>
              write(facts.map((each, at) => (at === index ? { ...each, citation } : each)))
            }
          />
          <Mistake edit={edit} pointer={only ? pointer : `${pointer}/${String(index)}`} />
          <DangerButton
            text={`去掉这条${title}`}
            onTap={() => edit.takeAway(valuesOf(facts.filter((_, at) => at !== index)))}
          />
        </View>
      ))}
      {(!only || facts.length === 0) && (
        <PlainButton text={`加一条${title}`} onTap={() => write([...facts, blank(fields)])} />
      )}
    </View>
  )
}

interface FactTextProps {
  edit: PolicyEdit
  pointer: string
  field: FactField
  fact: DatedFact
  onChange: (fact: DatedFact) => void
}

function FactText({ edit, pointer, field, fact, onChange }: FactTextProps) {
  const key = field === 'untilOrStill' ? 'until' : field
  const { label, hint } = labels[field]
  return (
    <TextField
      label={label}
      hint={hint}
      control={{
        value: fact[key] ?? '',
        error: problemsAt(edit.problems, `${pointer}/${key}`)[0]?.detail,
        onInput: (text) =>
          onChange({ ...fact, [key]: field === 'untilOrStill' && text.trim() === '' ? null : text }),
        onBlur: () => undefined,
      }}
    />
  )
}

function Mistake({ edit, pointer }: { edit: PolicyEdit; pointer: string }) {
  const found = problemsAt(edit.problems, `${pointer}/citation`)[0]
  return found ? <Text className="citation__error">{found.detail}</Text> : null
}

function blank(fields: readonly FactField[]): DatedFact {
  const parts = fields.map((field): [string, string | null] =>
    field === 'untilOrStill' ? ['until', null] : [field, ''],
  )
  return { ...Object.fromEntries(parts), citation: { clause: '', quotation: '' } }
}
