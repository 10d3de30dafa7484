import type { Citation } from '#shared/subsidy-policy-schema'
import { TextField } from '../../../components/form-field'
import { TextAreaField } from '../../../components/text-area-field'

/** Where something stands: the clause, and its words as printed. */
export function CitationForm({ value, onChange }: { value: Citation; onChange: (value: Citation) => void }) {
  return (
    <>
      <TextField
        label="条款"
        hint="带括号写，比如（九）"
        control={{
          value: value.clause,
          error: undefined,
          onInput: (clause) => onChange({ ...value, clause }),
          onBlur: () => undefined,
        }}
      />
      <TextAreaField
        label="原文"
        hint="照原文一字不改地抄"
        maxLength={500}
        control={{
          value: value.quotation,
          error: undefined,
          onInput: (quotation) => onChange({ ...value, quotation }),
          onBlur: () => undefined,
        }}
      />
    </>
  )
}
