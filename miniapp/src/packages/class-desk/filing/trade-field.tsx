import { useState } from 'react'
import { ListRow } from '../../../components/card'
import { FormField, TextField } from '../../../components/form-field'
import { Sheet } from '../../../components/sheet'
import { tradeName, tradesUnder } from '../../../trades/catalogue'

export interface TradeFieldProps {
  value: number | null
  error: string | undefined
  onChange: (tradeSeq: number) => void
}

/** So many rows are shown: whoever does not see theirs types more of its name. */
const SHOWN = 20

/** The row of the annex, found by its name or number. */
export function TradeField({ value, error, onChange }: TradeFieldProps) {
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const found = tradesUnder('全部').filter(
    ({ seq, name, aliases }) =>
      String(seq) === words.trim() ||
      name.includes(words.trim()) ||
      aliases.some((alias) => alias.name.includes(words.trim())),
  )
  return (
    <>
      <FormField label="工种" error={error}>
        <ListRow
          title={value === null ? '点这里选' : tradeName(value)}
          note={value === null ? '' : `目录第${String(value)}项`}
          onTap={() => setOpen(true)}
        />
      </FormField>
      <Sheet title="选工种" open={isOpen} onClose={() => setOpen(false)}>
        <TextField
          label="工种名字或序号"
          control={{ value: words, error: undefined, onInput: setWords, onBlur: () => undefined }}
        />
        {found.slice(0, SHOWN).map(({ seq, name, category }) => (
          <ListRow
            key={seq}
            title={name}
            note={`第${String(seq)}项，${category}`}
            onTap={() => {
              onChange(seq)
              setOpen(false)
            }}
          />
        ))}
      </Sheet>
    </>
  )
}
