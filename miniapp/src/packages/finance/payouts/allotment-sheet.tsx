import { useState } from 'react'
import { counties, type County } from '#shared/counties'
import { formatLedger, parseYuan } from '#shared/money'
import { payoutApi } from '../../../api/payout-endpoints'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'

interface AllotmentSheetProps {
  open: boolean
  onClose: () => void
  onDone: () => void
}

const areas = [
  { value: 'city', label: '市本级' },
  ...counties.map((value) => ({ value, label: value })),
] as const
const nothing = { source: '', year: '', yuan: '', document: '' }

/** Money that a document allots: what it is called, for which year, how much, and which document says so. */
export function AllotmentSheet({ open, onClose, onDone }: AllotmentSheetProps) {
  const [typed, setTyped] = useState(nothing)
  const [area, setArea] = useState<County | 'city'>('city')
  // Whoever belongs to a county enters for that one.
  const ownCounty = useSession()?.institutionName ?? null
  const amountFen = parseYuan(typed.yuan)
  const year = /^20\d\d$/.test(typed.year.trim()) ? Number(typed.year) : null
  const save = useCommand(async (key: string, fen: number, ofYear: number) => {
    const [source, document] = [typed.source.trim(), typed.document.trim()]
    const whose = ownCounty ?? (area === 'city' ? '市本级' : area)
    const content = `${whose}，${source}，${String(ofYear)}年，${formatLedger(fen)}元，依据${document}。登记后不能删，写错了再登记一笔说明。`
    if (!(await confirmed({ title: '登记这笔下达？', content, yes: '登记' }))) return
    await payoutApi.allot(key, {
      ...{ source, year: ofYear, amountFen: fen, document },
      county: area === 'city' ? null : area,
    })
    setTyped(nothing)
    toast('登记好了', 'success')
    onDone()
  })
  const field = (name: keyof typeof nothing, error?: string) => ({
    value: typed[name],
    error,
    onInput: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    onBlur: () => undefined,
  })
  const isReady = isWritten(typed) && year !== null && amountFen !== null && amountFen > 0
  return (
    <Sheet title="登记资金下达" open={open} onClose={onClose}>
      {ownCounty === null && (
        <FormField label="哪里的资金">
          <ChoiceChips label="哪里的资金" choices={areas} value={area} onChange={setArea} />
        </FormField>
      )}
      <TextField label="资金名称" hint="比如：职业技能提升专账" maxLength={30} control={field('source')} />
      <TextField
        label="哪一年的"
        keyboard="number"
        maxLength={4}
        control={field('year', typed.year.length === 4 && year === null ? '年份写成2021这样' : undefined)}
      />
      <TextField
        label="多少元"
        keyboard="digit"
        maxLength={16}
        control={field('yuan', typed.yuan !== '' && amountFen === null ? '金额写成12000.00这样' : undefined)}
      />
      <TextField label="依据文件" hint="文件名或文号" control={field('document')} />
      <ProblemNotice problem={save.problem} />
      <PrimaryButton
        text="登记"
        busy={save.busy}
        disabled={!isReady}
        onTap={() => amountFen !== null && year !== null && void save.run(amountFen, year)}
      />
    </Sheet>
  )
}

function isWritten({ source, document }: typeof nothing): boolean {
  return source.trim() !== '' && document.trim() !== ''
}
