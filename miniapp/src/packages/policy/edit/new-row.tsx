import { useState } from 'react'
import type { CatalogueRow } from '#shared/policy-catalogue'
import { Card } from '../../../components/card'
import { FormField, TextField } from '../../../components/form-field'
import { ChoiceChips } from '../../../components/choice-chips'
import { PlainButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { pointerTo, valueAt } from '../content/pointer'
import { CitationForm } from './citation-form'
import type { PolicyEdit } from './use-policy-edit'

const blank = { name: '', category: '', from: '', citation: { clause: '', quotation: '' } }

/** A trade that the catalogue did not have: it gets the next number, and the sum of its category. */
export function NewRow({ edit, rows }: { edit: PolicyEdit; rows: readonly CatalogueRow[] }) {
  const [open, setOpen] = useState(false)
  const [row, setRow] = useState(blank)
  const add = () => {
    edit.set(valuesOf(edit, rows, row))
    setRow(blank)
    setOpen(false)
  }
  if (!open) return <PlainButton text="新增一行工种" onTap={() => setOpen(true)} />
  const isWhole = row.name.trim() !== '' && row.category !== '' && row.from !== ''
  return (
    <Card title="新增一行工种">
      <TextField
        label="工种名字"
        hint="照文件一字不改地写"
        control={{
          value: row.name,
          error: undefined,
          onInput: (name) => setRow({ ...row, name }),
          onBlur: () => undefined,
        }}
      />
      <FormField label="归哪一类">
        <ChoiceChips
          label="归哪一类"
          choices={edit.base.document.annex.categories.map(({ category }) => ({
            value: category,
            label: category,
          }))}
          value={row.category === '' ? null : row.category}
          onChange={(category) => setRow({ ...row, category })}
        />
      </FormField>
      <TextField
        label="从哪天起"
        hint="含当天，写成 2021-06-18 这样"
        control={{
          value: row.from,
          error: undefined,
          onInput: (from) => setRow({ ...row, from }),
          onBlur: () => undefined,
        }}
      />
      <CitationForm value={row.citation} onChange={(citation) => setRow({ ...row, citation })} />
      <WhyNot text={isWhole ? '' : '名字、类别和日期都要填'} />
      <PlainButton text="加进目录" disabled={!isWhole} onTap={add} />
    </Card>
  )
}

/** The row itself, and its number in the category that pays it. */
function valuesOf(
  edit: PolicyEdit,
  rows: readonly CatalogueRow[],
  { name, category, from, citation }: typeof blank,
): Record<string, unknown> {
  const seq = Math.max(...rows.map((each) => each.seq)) + 1
  const at = pointerTo('document', 'annex', 'categories', category)
  const numbers = (valueAt(edit.working, `${at}/rows`) ?? []) as number[]
  const words = name.trim()
  return {
    [pointerTo('catalogue', seq)]: {
      seq,
      category,
      raw: words,
      name: words,
      aliases: [],
      searchNames: [words],
      amountYuan: Number(valueAt(edit.working, `${at}/printedFen`)) / 100,
      added: { from, citation },
    },
    [`${at}/rows`]: [...numbers, seq],
  }
}
