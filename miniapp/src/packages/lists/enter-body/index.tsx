import { useState } from 'react'
import type { NewEvaluationBodyBody } from '#shared/public-lists'
import { searchAreas, type SearchArea } from '#shared/trade-searches'
import { listDeskApi } from '../../../api/list-endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField, FormField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { replaceBy } from '../../../routes'
import { blankScope, lackOfScope, ScopeFields, scopeOf, type ScopeDraft } from './scope-fields'

const title = '列入一家新评价机构'
const districts = searchAreas.map((value) => ({ value, label: value }))
const blank = { name: '', otherNames: '', address: '', phone: '', from: '', document: '' }
type Words = typeof blank

/** For the bureaux: an evaluation body that the list names for the first time, what it may assess, and the document. */
export default function EnterEvaluationBodyPage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <EnterEvaluationBody />
    </StaffOnly>
  )
}

function EnterEvaluationBody() {
  const today = programmeDate(useProgramme())
  const [words, setWords] = useState(blank)
  const [district, setDistrict] = useState<SearchArea | null>(null)
  const [scopes, setScopes] = useState<readonly ScopeDraft[]>([blankScope])
  const enter = useCommand(async (key: string, body: NewEvaluationBodyBody) => {
    const { id } = await listDeskApi.enterEvaluationBody(key, body)
    await replaceBy('listedBody', { list: 'evaluation', id })
  })
  const control = (name: keyof Words, pointer: string) => ({
    value: words[name],
    error: enter.problem?.errors.find((each) => each.pointer.startsWith(pointer))?.detail,
    onInput: (text: string) => setWords({ ...words, [name]: text }),
    onBlur: () => undefined,
  })
  const put = (index: number, scope: ScopeDraft) =>
    setScopes(scopes.map((each, at) => (at === index ? scope : each)))
  const lacking = lackOf(words, scopes)
  return (
    <PageFrame
      title={title}
      footer={
        <>
          <WhyNot text={lacking} />
          <PrimaryButton
            text="列入目录"
            busy={enter.busy}
            disabled={lacking !== ''}
            onTap={() => void enter.run(bodyOf(words, scopes, district))}
          />
        </>
      }
    >
      <Card>
        <TextField label="名称" hint="照证书上盖章的写" control={control('name', '/name')} maxLength={60} />
        <TextField
          label="别的名称"
          hint="证书上还会写成什么，用顿号分开；没有就不填"
          control={control('otherNames', '/otherNames')}
          maxLength={200}
        />
        <FormField label="区县">
          <ChoiceChips label="区县" choices={districts} value={district} onChange={setDistrict} />
        </FormField>
        <TextField label="地址" control={control('address', '/address')} maxLength={80} />
        <TextField label="单位电话" control={control('phone', '/phone')} maxLength={20} />
      </Card>
      {scopes.map((scope, index) => (
        <ScopeFields
          key={index}
          scope={scope}
          number={index + 1}
          onChange={(changed) => put(index, changed)}
          onRemove={scopes.length === 1 ? null : () => setScopes(scopes.filter((_, at) => at !== index))}
        />
      ))}
      <PlainButton text="再加一种证书" onTap={() => setScopes([...scopes, blankScope])} />
      <Card title="依据">
        <DateField label="从哪天起在目录里" opensAt={today} control={control('from', '/entry/from')} />
        <TextField label="文件名或文号" control={control('document', '/entry/document')} maxLength={100} />
      </Card>
      <ProblemNotice problem={enter.problem} />
    </PageFrame>
  )
}

function lackOf({ name, from, document }: Words, scopes: readonly ScopeDraft[]): string {
  if (name.trim() === '') return '请填名称'
  const scope = scopes.map(lackOfScope).find((lack) => lack !== '')
  if (scope !== undefined) return scope
  if (from === '') return '请选从哪天起'
  return document.trim() === '' ? '没有文件依据，不能列入目录' : ''
}

function bodyOf(
  { name, otherNames, address, phone, from, document }: Words,
  scopes: readonly ScopeDraft[],
  district: SearchArea | null,
): NewEvaluationBodyBody {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: name.trim(),
    otherNames: otherNames.split(/[、,，;；]/u).flatMap((each) => orNull(each) ?? []),
    assesses: scopes.flatMap((scope) => scopeOf(scope) ?? []),
    ...{ district, address: orNull(address), phone: orNull(phone), location: null, credit: null },
    entry: { from, document: document.trim() },
  }
}
