import { Text } from '@tarojs/components'
import { certificateLevelLabels, certificateLevels, type CertificateKind } from '#shared/certificate-kinds'
import { certificateKinds, certificateLabels } from '#shared/classes'
import type { NewEvaluationBodyBody } from '#shared/public-lists'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { PlainButton } from '../../../components/primary-button'
import { tradeName, tradeOf } from '../../../trades/catalogue'
import { readRowNumbers } from './row-numbers'

type Level = (typeof certificateLevels)[number]

/** What a body may assess, as it is being written. */
export interface ScopeDraft {
  kind: CertificateKind | null
  levels: readonly Level[]
  rows: string
}
export const blankScope: ScopeDraft = { kind: null, levels: [], rows: '' }

const kinds = certificateKinds.map((value) => ({ value, label: certificateLabels[value] }))
const isRow = (seq: number) => tradeOf(seq) !== null
const SHOWN = 6

interface ScopeFieldsProps {
  scope: ScopeDraft
  number: number
  onChange: (scope: ScopeDraft) => void
  /** Null for the only one. */
  onRemove: (() => void) | null
}

/** One kind of certificate that the body may issue, and for which rows of the annex. */
export function ScopeFields({ scope, number, onChange, onRemove }: ScopeFieldsProps) {
  const { seqs, unknown } = readRowNumbers(scope.rows, isRow)
  const toggle = (level: Level) =>
    onChange({
      ...scope,
      levels: scope.levels.includes(level)
        ? scope.levels.filter((each) => each !== level)
        : [...scope.levels, level],
    })
  const names = seqs.slice(0, SHOWN).map(tradeName).join('、')
  return (
    <Card title={`能评什么（${String(number)}）`}>
      <FormField label="证书种类">
        <ChoiceChips
          label="证书种类"
          choices={kinds}
          value={scope.kind}
          onChange={(kind) => onChange({ ...scope, kind, levels: kind === 'level' ? scope.levels : [] })}
        />
      </FormField>
      {scope.kind === 'level' &&
        certificateLevels.map((level) => (
          <CheckRow
            key={level}
            checked={scope.levels.includes(level)}
            label={certificateLevelLabels[level]}
            onToggle={() => toggle(level)}
          >
            <Text>{certificateLevelLabels[level]}</Text>
          </CheckRow>
        ))}
      <TextField
        label="目录里的工种序号"
        hint="比如：41、46、130-133"
        control={{
          value: scope.rows,
          error: unknown.length === 0 ? undefined : `目录里没有：${unknown.join('、')}`,
          onInput: (rows) => onChange({ ...scope, rows }),
          onBlur: () => undefined,
        }}
        maxLength={400}
      />
      {seqs.length > 0 && (
        <Text>{`${String(seqs.length)}个工种：${names}${seqs.length > SHOWN ? '等' : ''}`}</Text>
      )}
      {onRemove && <PlainButton text="去掉这一项" onTap={onRemove} />}
    </Card>
  )
}

/** What is still missing in it; empty when it is whole. */
export function lackOfScope({ kind, levels, rows }: ScopeDraft): string {
  if (kind === null) return '请选证书种类'
  if (kind === 'level' && levels.length === 0) return '请选能评哪几级'
  const { seqs, unknown } = readRowNumbers(rows, isRow)
  if (unknown.length > 0) return '有的工种序号目录里没有'
  return seqs.length === 0 ? '请写能评哪些工种' : ''
}

/** The scope as it is sent; null while something is missing. */
export function scopeOf(draft: ScopeDraft): NewEvaluationBodyBody['assesses'][number] | null {
  const { kind, levels, rows } = draft
  if (kind === null || lackOfScope(draft) !== '') return null
  return { kind, levels: [...levels], tradeSeqs: readRowNumbers(rows, isRow).seqs }
}
