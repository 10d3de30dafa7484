import { Text, View } from '@tarojs/components'
import type { Source } from '#shared/subsidy-policy-schema'
import { TextField } from '../../../components/form-field'
import { PlainButton } from '../../../components/primary-button'
import { Tappable } from '../../../components/tappable'
import { isSame } from '../content/changes'
import type { Field } from '../content/fields'
import { valueAt } from '../content/pointer'
import { problemsAt } from '../content/problems'
import type { PolicyEdit } from './use-policy-edit'

const parts: readonly { key: keyof Source; label: string; hint: string }[] = [
  { key: 'title', label: '来源', hint: '文件名和文号，或者哪里的做法' },
  { key: 'address', label: '网址或在哪里查', hint: '别人照着能找到' },
  { key: 'note', label: '说明（可以不填）', hint: '哪一句、怎么换算来的' },
]

/** Where a borrowed value comes from; it is not this notice that says so. At least one source stays. */
export function PresetSources({ edit, field }: { edit: PolicyEdit; field: Field }) {
  const pointer = field.pointer.replace(/\/value$/, '/sources')
  const sources = valueAt(edit.working, pointer) as readonly Source[]
  const write = (next: readonly Source[]) => edit.set({ [pointer]: next })
  const isChanged = !isSame(valueAt(edit.base, pointer), sources)
  return (
    <View className={`edit-field ${isChanged ? 'edit-field--changed' : ''}`}>
      {sources.map((source, index) => (
        <View key={index} className="citation">
          <Text>
            {field.label}：第{index + 1}个来源
          </Text>
          <SourceForm
            edit={edit}
            pointer={`${pointer}/${String(index)}`}
            source={source}
            onChange={(next) => write(sources.map((each, at) => (at === index ? next : each)))}
          />
          {sources.length > 1 && (
            <Tappable
              className="citation__edit"
              label={`去掉第${String(index + 1)}个来源：${field.label}`}
              onTap={() => edit.takeAway({ [pointer]: sources.filter((_, at) => at !== index) })}
            >
              <Text>去掉这个来源</Text>
            </Tappable>
          )}
        </View>
      ))}
      <PlainButton text="再加一个来源" onTap={() => write([...sources, { title: '', address: '' }])} />
    </View>
  )
}

interface SourceFormProps {
  edit: PolicyEdit
  pointer: string
  source: Source
  onChange: (source: Source) => void
}

function SourceForm({ edit, pointer, source, onChange }: SourceFormProps) {
  return (
    <>
      {parts.map(({ key, label, hint }) => (
        <TextField
          key={key}
          label={label}
          hint={hint}
          maxLength={500}
          control={{
            value: source[key] ?? '',
            error: problemsAt(edit.problems, `${pointer}/${key}`)[0]?.detail,
            onInput: (text) => onChange(withPart(source, key, text)),
            onBlur: () => undefined,
          }}
        />
      ))}
    </>
  )
}

/** A note that is emptied is none: the schema knows no empty text. */
function withPart({ note, ...source }: Source, key: keyof Source, text: string): Source {
  const next = { ...source, ...(note === undefined ? {} : { note }), [key]: text }
  if (key !== 'note' || text !== '') return next
  return source
}
