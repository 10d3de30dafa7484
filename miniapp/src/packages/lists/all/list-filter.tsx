import { useEffect, useState } from 'react'
import { Input, Text, View } from '@tarojs/components'
import { searchAreas } from '#shared/trade-searches'
import type { ListFilter } from '../../../api/list-endpoints'
import { ChoiceChips, type Choice } from '../../../components/choice-chips'
import { Card, ListRow } from '../../../components/card'
import { isH5 } from '../../../platform/target'
import '../../../components/form-field.scss'
import './list-filter.scss'

/** The answer that narrows nothing down. */
const all = { value: '', label: '全部' }
/** So long after the last key the words are asked for, in milliseconds. */
const PAUSE_MS = 400

/** One thing by which a list can be narrowed down. */
export interface FilterQuestion {
  name: 'kind' | 'category' | 'district'
  label: string
  choices: readonly Choice<string>[]
}

/** In which district or county a body is. */
export const districtQuestion: FilterQuestion = {
  name: 'district',
  label: '区县',
  choices: searchAreas.map((area) => ({ value: area, label: area })),
}

export interface ListFilterProps {
  filter: ListFilter
  onChange: (filter: ListFilter) => void
  /** What the field asks for. */
  placeholder: string
  questions: readonly FilterQuestion[]
}

/** Words, and behind one row the questions that narrow the list down; what is chosen stays in sight. */
export function ListFilterCard({ filter, onChange, placeholder, questions }: ListFilterProps) {
  const [isOpen, setOpen] = useState(false)
  const chosen = questions.flatMap(
    ({ name, choices }) => choices.find(({ value }) => value === filter[name])?.label ?? [],
  )
  return (
    <Card>
      <SearchWords
        words={filter.text ?? ''}
        placeholder={placeholder}
        onWords={(text) => onChange({ ...filter, text })}
      />
      <ListRow
        title={isOpen ? '收起筛选' : '筛选'}
        note={chosen.length === 0 ? '现在看全部' : `只看：${chosen.join('、')}`}
        onTap={() => setOpen(!isOpen)}
      />
      {isOpen &&
        questions.map(({ name, label, choices }) => (
          <View key={name} className="list-filter__question">
            <Text className="list-filter__label">{label}</Text>
            <ChoiceChips
              label={label}
              choices={[all, ...choices]}
              value={filter[name] ?? all.value}
              onChange={(value) => onChange({ ...filter, [name]: value })}
            />
          </View>
        ))}
    </Card>
  )
}

interface SearchWordsProps {
  words: string
  placeholder: string
  onWords: (words: string) => void
}

/** Asks when the typing pauses, not with every key. */
function SearchWords({ words, placeholder, onWords }: SearchWordsProps) {
  const [typed, setTyped] = useState(words)
  useEffect(() => {
    if (typed.trim() === words) return undefined
    const timer = setTimeout(() => onWords(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, words, onWords])
  return (
    <Input
      className="field__input"
      placeholderClass="field__placeholder"
      value={typed}
      placeholder={placeholder}
      maxlength={40}
      confirmType="search"
      onInput={(event) => setTyped(event.detail.value)}
      {...(isH5 ? { 'aria-label': placeholder } : {})}
    />
  )
}
