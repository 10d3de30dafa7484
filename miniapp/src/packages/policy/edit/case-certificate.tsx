import { certificateKinds, type CertificateFact } from '#shared/subsidy-facts'
import type { WorkedCase } from '#shared/policy-version-content'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { Text } from '@tarojs/components'
import { certificateWords } from '#shared/subsidy-wording'
import { certificateText } from '../content/case-fields'
import { problemsAt } from '../content/problems'
import type { PolicyEdit } from './use-policy-edit'

const choices = [
  { value: 'unknown', label: '不知道' },
  { value: 'none', label: '没有证书' },
  ...Object.entries(certificateWords).map(([value, label]) => ({ value, label })),
]

/** The one certificate of a case, or that there is none, or that nobody knows. */
export function CaseCertificate({ edit, at, each }: { edit: PolicyEdit; at: string; each: WorkedCase }) {
  const pointer = `${at}/facts/certificates`
  const { certificates } = each.facts
  const [first] = certificates ?? []
  if ((certificates?.length ?? 0) > 1) {
    return <Text className="section-note">证书：{certificateText(certificates)}</Text>
  }
  const choose = (value: string) => edit.set({ [pointer]: certificatesOf(value, first?.issuedOn ?? '') })
  return (
    <>
      <FormField label="有什么证书">
        <ChoiceChips label="有什么证书" choices={choices} value={chosen(certificates)} onChange={choose} />
      </FormField>
      {first && (
        <TextField
          label="发证日期"
          hint="写成 2021-06-18 这样"
          control={{
            value: first.issuedOn,
            error: problemsAt(edit.problems, pointer)[0]?.detail,
            onInput: (issuedOn) => edit.set({ [pointer]: [{ ...first, issuedOn }] }),
            onBlur: () => undefined,
          }}
        />
      )}
    </>
  )
}

function chosen(certificates: WorkedCase['facts']['certificates']): string {
  if (certificates === undefined) return 'unknown'
  const [first] = certificates
  if (!first) return 'none'
  return first.level === undefined ? first.kind : `${first.kind}:${String(first.level)}`
}

function certificatesOf(value: string, issuedOn: string): CertificateFact[] | undefined {
  const [name, level] = value.split(':')
  const kind = certificateKinds.find((each) => each === name)
  if (!kind) return value === 'none' ? [] : undefined
  return [{ kind, issuedOn, ...(level === undefined ? {} : { level: Number(level) }) }]
}
