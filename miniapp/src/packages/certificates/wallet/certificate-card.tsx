import { Text, View } from '@tarojs/components'
import type { HeldCertificateView, WalletView } from '#shared/certificates'
import { certificateApi } from '../../../api/certificate-endpoints'
import { Card, Fact } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { DangerButton, PlainButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { day } from '../../../theme/dates'
import { isExpiring, lastDayWords, toneOfValidity } from '../validity-words'

export interface CertificateCardProps {
  held: HeldCertificateView
  today: string
  onShow: () => void
  onChanged: (held: HeldCertificateView) => void
  onRemoved: (wallet: WalletView) => void
}

/** One certificate: what it is, whether it is good, and what can be done with it. */
export function CertificateCard({ held, today, onShow, onChanged, onRemoved }: CertificateCardProps) {
  const lookUp = useCommand(async () => {
    const answered = await certificateApi.lookUp(held.id)
    onChanged(answered)
    toast(answered.standing === 'verified' ? '核实了' : '查过了，看下面的结果')
  })
  const remove = useCommand(async (key: string) => {
    const isSure = await confirmed({
      title: '删掉这张证书？',
      content: '只是从这里删掉，证书本身不受影响。以后还能再添。',
      yes: '删掉',
      grave: true,
    })
    if (isSure) onRemoved(await certificateApi.remove(key, held.id))
  })
  return (
    <Card title={held.title} aside={<StatusTag tone={toneOfValidity(held)} text={held.validityText} />}>
      {held.trade !== null && <Fact label="工种">{held.trade}</Fact>}
      <Fact label="编号">{held.number}</Fact>
      {held.expiresOn !== null && (
        <Fact label="有效期">
          <Text className={isExpiring(held) ? 'certificate__soon' : ''}>{lastDayWords(held)}</Text>
        </Fact>
      )}
      {held.issuer !== null && <Fact label="发证机构">{held.issuer}</Fact>}
      {held.issuedOn !== null && <Fact label="发证日期">{day(held.issuedOn, today)}</Fact>}
      <Text className="certificate__standing">{held.standingText}</Text>
      <ProblemNotice problem={lookUp.problem ?? remove.problem} />
      <View className="certificate__steps">
        <PlainButton text="给门卫扫" onTap={onShow} />
        {held.mayLookUp && held.standing !== 'verified' && (
          <PlainButton
            text="再查一次"
            busy={lookUp.busy}
            busyText="正在查…"
            onTap={() => void lookUp.run()}
          />
        )}
        {held.mayRemove && (
          <DangerButton text="删掉" busy={remove.busy} busyText="正在删…" onTap={() => void remove.run()} />
        )}
      </View>
    </Card>
  )
}
