import { Text, View } from '@tarojs/components'
import type { CertificateCheckView } from '#shared/certificates'
import { certificateApi } from '../../../api/certificate-endpoints'
import { Card, Fact } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Icon } from '../../../components/icon'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { dayAndTime } from '../../../theme/dates'
import { lastDayWords } from '../validity-words'
import './index.scss'

/** What a guard sees who scanned the code on somebody's phone: whether the certificate is good at this moment. */
export default function CheckPage() {
  const token = useParam('certificateCheck', 'token')
  const query = useQuery(() => certificateApi.check(token), { cacheKey: null })
  const { problem } = query
  return (
    <PageFrame title="查验证书">
      {query.data === null &&
      problem &&
      (problem.code === 'not_found' || problem.code === 'invalid_fields') ? (
        <Empty icon="alert" title="这个码查不了" text={problem.message} />
      ) : (
        <PageState query={query}>{(checked) => <Checked checked={checked} />}</PageState>
      )}
    </PageFrame>
  )
}

const verdicts = {
  valid: { tone: 'ok', icon: 'done' },
  expired: { tone: 'stop', icon: 'refused' },
  revoked: { tone: 'stop', icon: 'refused' },
  unproven: { tone: 'wait', icon: 'alert' },
} as const

function Checked({ checked }: { checked: CertificateCheckView }) {
  const { tone, icon } = verdicts[checked.validity]
  return (
    <>
      <View className={`verdict verdict--${tone}`}>
        <Icon name={icon} size="l" />
        <Text className="verdict__word">{checked.validityText}</Text>
      </View>
      <Card title={checked.title}>
        <Fact label="持证人">{checked.nameMasked}</Fact>
        {checked.trade !== null && <Fact label="工种">{checked.trade}</Fact>}
        <Fact label="有效期">{lastDayWords(checked)}</Fact>
        {checked.issuer !== null && <Fact label="发证机构">{checked.issuer}</Fact>}
        <Fact label="依据">{checked.groundText}</Fact>
        <Fact label="查验时间">{dayAndTime(checked.checkedAt)}</Fact>
      </Card>
      <Text className="verdict__note">
        请对一下姓氏和本人。要再查一次，请他在手机上出示新的码；截图和照片两分钟就没用了。
      </Text>
    </>
  )
}
