import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { EvaluationBodyView, ListedInstitutionView, ListPeriodView } from '#shared/public-lists'
import { listDeskApi, type KeptList } from '../../../api/list-endpoints'
import { programmeDate, useProgramme } from '../../../api/programme'
import { CheckRow } from '../../../components/check-row'
import { DateField, TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { toast } from '../../../platform/toast'
import { keepsLists } from '../keeps-lists'
import { ListHistory } from './body-head'

interface CorrectedHistoryProps {
  list: KeptList
  of: ListedInstitutionView | EvaluationBodyView
  onCorrected: () => Promise<void>
}

/** The times in the list; whoever keeps the list taps one to put it right. */
export function CorrectedHistory({ list, of, onCorrected }: CorrectedHistoryProps) {
  const keeps = keepsLists(useSession())
  const [period, setPeriod] = useState<ListPeriodView | null>(null)
  return (
    <>
      <ListHistory of={of} onCorrect={keeps ? setPeriod : undefined} />
      <Sheet title="更正目录记录" open={period !== null} onClose={() => setPeriod(null)}>
        {period && (
          <CorrectionForm
            list={list}
            bodyId={of.id}
            period={period}
            onDone={async () => {
              setPeriod(null)
              await onCorrected()
            }}
          />
        )}
      </Sheet>
    </>
  )
}

interface CorrectionFormProps {
  list: KeptList
  bodyId: string
  period: ListPeriodView
  onDone: () => Promise<void>
}

function CorrectionForm({ list, bodyId, period, onDone }: CorrectionFormProps) {
  const today = programmeDate(useProgramme())
  const [words, setWords] = useState(() => wordsOf(period))
  const correct = useCommand(async (key: string, right: Words) => {
    await listDeskApi.correctEntry(key, list, { id: bodyId, entryId: period.id }, bodyOf(right))
    toast('已更正', 'success')
    await onDone()
  })
  const control = (name: Exclude<keyof Words, 'hasEnded'>) => ({
    value: words[name],
    error: correct.problem?.errors.find(({ pointer }) => pointer === `/${name}`)?.detail,
    onInput: (text: string) => setWords({ ...words, [name]: text }),
    onBlur: () => undefined,
  })
  const lacking = lackOf(words)
  return (
    <>
      <Notice>原来写的会留着，大家都看得到。已经作出的决定不会因此改变。</Notice>
      <DateField label="从哪天起在目录里" opensAt={period.from} control={control('from')} />
      <TextField label="列入的文件名或文号" control={control('document')} maxLength={100} />
      <CheckRow
        checked={words.hasEnded}
        label="已经移出目录"
        onToggle={() => setWords({ ...words, hasEnded: !words.hasEnded })}
      >
        <Text>已经移出目录</Text>
      </CheckRow>
      {words.hasEnded && (
        <>
          <DateField label="在目录里的最后一天" opensAt={today} control={control('until')} />
          <TextField label="移出的文件名或文号" control={control('endDocument')} maxLength={100} />
        </>
      )}
      <TextField label="为什么更正" control={control('reason')} maxLength={100} />
      <ProblemNotice problem={correct.problem} />
      <WhyNot text={lacking} />
      <PrimaryButton
        text="更正"
        busy={correct.busy}
        disabled={lacking !== ''}
        onTap={() => void correct.run(words)}
      />
    </>
  )
}

type Words = Record<'from' | 'until' | 'document' | 'endDocument' | 'reason', string> & { hasEnded: boolean }

function wordsOf({ from, until, document, endDocument }: ListPeriodView): Words {
  const ended = { hasEnded: until !== null, until: until ?? '', endDocument: endDocument ?? '' }
  return { from, document, ...ended, reason: '' }
}

function lackOf({ hasEnded, until, document, endDocument, reason }: Words): string {
  if (document.trim() === '') return '请写列入的文件名或文号'
  if (hasEnded && until === '') return '请选在目录里的最后一天'
  if (hasEnded && endDocument.trim() === '') return '请写移出的文件名或文号'
  return reason.trim() === '' ? '请写为什么更正' : ''
}

function bodyOf({ from, document, hasEnded, until, endDocument, reason }: Words) {
  return {
    ...{ from, document: document.trim(), reason: reason.trim() },
    until: hasEnded ? until : null,
    endDocument: hasEnded ? endDocument.trim() : null,
  }
}
