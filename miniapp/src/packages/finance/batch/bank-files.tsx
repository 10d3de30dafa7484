import { Text, View } from '@tarojs/components'
import type { BankFileFormat, BatchView } from '#shared/payouts'
import { payoutApi } from '../../../api/payout-endpoints'
import { Card } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import { keepFile } from '../../../platform/keep-file'
import { isH5 } from '../../../platform/target'
import './bank-files.scss'

/** The list for the bank. It names people and cards in full, so every time it is taken out is written down. */
export function BankFiles({ batch }: { batch: BatchView }) {
  const download = useCommand(async (_key: string, format: BankFileFormat) => {
    const { fileName, contentBase64 } = await payoutApi.bankFile(batch.id, format)
    await keepFile({ name: fileName, contentBase64 })
  })
  return (
    <Card title="交给银行的名单">
      <Text className="bank-files__hint">里面有完整的姓名和卡号，谁下载过都有记录。用完请删掉。</Text>
      <View className="bank-files">
        <PlainButton
          text="下载Excel"
          busy={download.busy}
          busyText="正在下载…"
          onTap={() => void download.run('xlsx')}
        />
        {isH5 && <PlainButton text="下载CSV" busy={download.busy} onTap={() => void download.run('csv')} />}
      </View>
      <ProblemNotice problem={download.problem} />
    </Card>
  )
}
