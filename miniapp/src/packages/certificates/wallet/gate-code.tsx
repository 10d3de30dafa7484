import { useCallback, useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { GATE_CODE_TURN_SECONDS, type GateCodeView, type HeldCertificateView } from '#shared/certificates'
import { certificateApi } from '../../../api/certificate-endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { QrCode } from '../../../components/qr-code'
import { useCommand } from '../../../hooks/use-command'
import { webPage } from '../../../routes'

/** A code that anybody can scan: another one every minute, each good for two, so that a photo of it is worth nothing. */
export function GateCode({ held }: { held: HeldCertificateView }) {
  const [code, setCode] = useState<GateCodeView | null>(null)
  const renew = useCommand(async () =>
    setCode(await certificateApi.gateCode(held.id, webPage('certificateCheck'))),
  )
  const { run } = renew
  const again = useCallback(() => void run(), [run])
  useEffect(() => {
    again()
    const timer = setInterval(again, GATE_CODE_TURN_SECONDS * 1000)
    return () => clearInterval(timer)
  }, [again])
  const isOver = renew.problem !== null && code !== null && Date.parse(code.expiresAt) <= Date.now()
  return (
    <View className="gate">
      <Text className="gate__title">{held.title}</Text>
      {code && !isOver && <QrCode drawing={code.drawing} label={`${held.title}的码，给门卫扫`} />}
      <ProblemNotice problem={renew.problem} />
      {renew.problem && <PlainButton text="再试一次" busy={renew.busy} busyText="正在取码…" onTap={again} />}
      {held.validity !== 'valid' && (
        <Notice tone="stop" title={`扫出来是“${held.validityText}”`}>
          {held.standingText}
        </Notice>
      )}
      <Text className="gate__note">
        门卫用微信或相机扫，看到姓、证书和有没有过期，看不到您的证件号码和证书编号。码每分钟换一个。
      </Text>
    </View>
  )
}
