import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { BankResultFileView, BatchView } from '#shared/payouts'
import { payoutApi } from '../../../api/payout-endpoints'
import { sendFile } from '../../../api/upload'
import { Card } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { chooseFile } from '../../../platform/choose-file'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { tallyOf } from '../bank-results'
import { Sum } from '../sum'
import { saveQuestion } from '../use-bank-results'
import './result-file.scss'

const MOST_SHOWN = 20

/** The bank's answer as a file: looked at first, then recorded in one go. */
export function ResultFile({ batch, query }: { batch: BatchView; query: Query<BatchView> }) {
  const [found, setFound] = useState<BankResultFileView | null>(null)
  const read = useCommand(async () => {
    const file = await chooseFile(['xlsx', 'csv'])
    if (!file) return
    const sent = await sendFile(file, '最大5MB。请只留这一批的结果再传')
    setFound(await payoutApi.readResultFile(batch.id, sent))
  })
  const record = useCommand(async (key: string, { results, fileHash }: BankResultFileView) => {
    if (!(await confirmed(saveQuestion(batch, results)))) return
    const body = { revision: batch.revision, results, fileHash }
    query.replace(await payoutApi.saveResults(key, batch.id, body))
    setFound(null)
    toast(`登记了${String(results.length)}笔`, 'success')
  })
  return (
    <Card title="银行给的结果">
      <Text className="result-file__hint">
        在导出的名单里填好“结果”“银行流水号”“失败原因”，传上来一次登记；也可以在下面一笔一笔填。
      </Text>
      {found && <Found found={found} batch={batch} />}
      <ProblemNotice problem={read.problem ?? record.problem} />
      <View className="result-file">
        {found && found.results.length > 0 && found.errors.length === 0 && (
          <PrimaryButton
            text={`登记文件里的${String(found.results.length)}笔`}
            busy={record.busy}
            busyText="正在登记…"
            onTap={() => void record.run(found)}
          />
        )}
        <PlainButton
          text={found ? '换一个文件' : '选结果文件'}
          busy={read.busy}
          busyText="正在读…"
          onTap={() => void read.run()}
        />
      </View>
    </Card>
  )
}

function Found({ found, batch }: { found: BankResultFileView; batch: BatchView }) {
  if (found.isTaken)
    return (
      <Notice tone="ok" title="这个文件登记过了">
        里面的结果已经在名单上，不用再传。
      </Notice>
    )
  if (found.errors.length > 0)
    return (
      <Notice tone="stop" title={`有${String(found.errors.length)}行不对，一笔都没有登记`}>
        {found.errors.slice(0, MOST_SHOWN).map(({ line, text }) => (
          <View key={line}>
            <Text>
              第{line}行：{text}
            </Text>
          </View>
        ))}
        {found.errors.length > MOST_SHOWN && <Text>后面还有，先把这些改好再传。</Text>}
      </Notice>
    )
  const tally = tallyOf(batch, found.results)
  return (
    <>
      {(['paid', 'failed'] as const).map((outcome) => (
        <View key={outcome} className="result-file__line">
          <Text>
            {outcome === 'paid' ? '到账' : '失败'}
            {tally[outcome].count}笔
          </Text>
          <Sum fen={tally[outcome].fen} />
        </View>
      ))}
    </>
  )
}
