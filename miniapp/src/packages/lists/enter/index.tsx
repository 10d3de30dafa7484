import { useState } from 'react'
import { institutionKindLabels, institutionKinds, type InstitutionKind } from '#shared/institutions'
import type { NewInstitutionBody } from '#shared/public-lists'
import { searchAreas, type SearchArea } from '#shared/trade-searches'
import { listDeskApi } from '../../../api/list-endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField, FormField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { replaceBy } from '../../../routes'

const title = '列入一家新机构'
const kinds = institutionKinds.map((value) => ({ value, label: institutionKindLabels[value] }))
const districts = searchAreas.map((value) => ({ value, label: value }))

/** For the bureaux: a training institution that the list names for the first time, with the document that does. */
export default function EnterInstitutionPage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <EnterInstitution />
    </StaffOnly>
  )
}

const blank = { name: '', address: '', phone: '', from: '', document: '' }

function EnterInstitution() {
  const today = programmeDate(useProgramme())
  const [words, setWords] = useState(blank)
  const [kind, setKind] = useState<InstitutionKind | null>(null)
  const [district, setDistrict] = useState<SearchArea | null>(null)
  const [inCity, setInCity] = useState(true)
  const enter = useCommand(async (key: string, body: NewInstitutionBody) => {
    const { id } = await listDeskApi.enterInstitution(key, body)
    await replaceBy('listedBody', { list: 'institutions', id })
  })
  const control = (name: keyof typeof blank, pointer: string) => ({
    value: words[name],
    error: enter.problem?.errors.find((each) => each.pointer === pointer)?.detail,
    onInput: (text: string) => setWords({ ...words, [name]: text }),
    onBlur: () => undefined,
  })
  const lacking = lackOf(words, kind)
  const submit = () => {
    if (kind !== null) void enter.run(bodyOf(words, { kind, district, inCity }))
  }
  return (
    <PageFrame
      title={title}
      footer={
        <>
          <WhyNot text={lacking} />
          <PrimaryButton text="列入目录" busy={enter.busy} disabled={lacking !== ''} onTap={submit} />
        </>
      }
    >
      <Card>
        <TextField label="名称" control={control('name', '/name')} />
        <FormField label="类型">
          <ChoiceChips label="类型" choices={kinds} value={kind} onChange={setKind} />
        </FormField>
        <FormField label="区县">
          <ChoiceChips label="区县" choices={districts} value={district} onChange={setDistrict} />
        </FormField>
        <TextField label="地址" control={control('address', '/address')} maxLength={80} />
        <TextField label="单位电话" control={control('phone', '/phone')} maxLength={20} />
        <CheckRow checked={inCity} label="在本市办学" onToggle={() => setInCity(!inCity)}>
          在本市办学
        </CheckRow>
      </Card>
      <Card title="依据">
        <DateField label="从哪天起在目录里" opensAt={today} control={control('from', '/entry/from')} />
        <TextField label="文件名或文号" control={control('document', '/entry/document')} maxLength={100} />
      </Card>
      <ProblemNotice problem={enter.problem} />
    </PageFrame>
  )
}

function lackOf({ name, from, document }: typeof blank, kind: InstitutionKind | null): string {
  if (name.trim() === '') return '请填名称'
  if (kind === null) return '请选类型'
  if (from === '') return '请选从哪天起'
  return document.trim() === '' ? '没有文件依据，不能列入目录' : ''
}

function bodyOf(
  { name, address, phone, from, document }: typeof blank,
  chosen: Pick<NewInstitutionBody, 'kind' | 'district' | 'inCity'>,
): NewInstitutionBody {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    ...chosen,
    ...{ name: name.trim(), address: orNull(address), phone: orNull(phone), location: null, credit: null },
    entry: { from, document: document.trim() },
  }
}
