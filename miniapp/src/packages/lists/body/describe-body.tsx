import { useState } from 'react'
import type { EvaluationBodyView, ListedDetailsBody, ListedInstitutionView } from '#shared/public-lists'
import { listDeskApi, type KeptList } from '../../../api/list-endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { DateField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { toast } from '../../../platform/toast'
import { keepsLists } from '../keeps-lists'

interface DescribeBodyProps {
  list: KeptList
  of: ListedInstitutionView | EvaluationBodyView
  onDescribed: () => Promise<void>
}

/** For the bureaux: address, telephone and credit as a document says them. */
export function DescribeBody(props: DescribeBodyProps) {
  const [isOpen, setOpen] = useState(false)
  if (!keepsLists(useSession())) return null
  return (
    <Card>
      <PlainButton text="改地址、电话、信用" onTap={() => setOpen(true)} />
      <Sheet title="地址、电话、信用" open={isOpen} onClose={() => setOpen(false)}>
        <DetailsForm {...props} onDone={() => setOpen(false)} />
      </Sheet>
    </Card>
  )
}

function DetailsForm({ list, of, onDescribed, onDone }: DescribeBodyProps & { onDone: () => void }) {
  const today = programmeDate(useProgramme())
  const [words, setWords] = useState(() => wordsOf(of))
  const describe = useCommand(async (key: string, body: ListedDetailsBody) => {
    await listDeskApi.describe(key, list, of.id, body)
    toast('已改', 'success')
    onDone()
    await onDescribed()
  })
  const control = (name: keyof typeof words, pointer: string) => ({
    value: words[name],
    error: describe.problem?.errors.find((each) => each.pointer === pointer)?.detail,
    onInput: (text: string) => setWords({ ...words, [name]: text }),
    onBlur: () => undefined,
  })
  const lacking = lackOf(words)
  return (
    <>
      <TextField label="地址" control={control('address', '/address')} maxLength={80} />
      <TextField label="单位电话" control={control('phone', '/phone')} maxLength={20} />
      <TextField
        label="信用等级"
        hint="没有评过就不填"
        control={control('grade', '/credit/grade')}
        maxLength={20}
      />
      <DateField label="哪天评的" until={today} control={control('asOf', '/credit/asOf')} />
      <TextField label="谁评的、文号" control={control('source', '/credit/source')} maxLength={100} />
      <ProblemNotice problem={describe.problem} />
      <WhyNot text={lacking} />
      <PrimaryButton
        text="保存"
        busy={describe.busy}
        disabled={lacking !== ''}
        onTap={() => void describe.run(detailsOf(of, words))}
      />
    </>
  )
}

type Words = Record<'address' | 'phone' | 'grade' | 'asOf' | 'source', string>

function wordsOf({ address, phone, credit }: DescribeBodyProps['of']): Words {
  const { grade = '', asOf = '', source = '' } = credit ?? {}
  return { address: address ?? '', phone: phone ?? '', grade, asOf, source }
}

/** A grade without day and source is hearsay. */
function lackOf({ grade, asOf, source }: Words): string {
  const filled = [grade, asOf, source].filter((each) => each.trim() !== '').length
  return filled === 0 || filled === 3 ? '' : '信用等级、日期、依据，要填就都填'
}

function detailsOf({ district, location }: DescribeBodyProps['of'], words: Words): ListedDetailsBody {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const { asOf } = words
  const [grade, source] = [orNull(words.grade), orNull(words.source)]
  return {
    ...{ district, location, address: orNull(words.address), phone: orNull(words.phone) },
    credit: grade !== null && source !== null ? { grade, asOf, source } : null,
  }
}
