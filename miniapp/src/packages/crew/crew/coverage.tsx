import { Text, View } from '@tarojs/components'
import type { CrewView } from '#shared/crews'
import { Card, Fact } from '../../../components/card'
import { Notice } from '../../../components/notice'
import './coverage.scss'

/** How the people of a site stand: in, with the certificates that clause （一） asks for, in a class. */
export function Coverage({ crew }: { crew: CrewView }) {
  const { total, byState, needCertificate, haveCertificate, enrolled } = crew.coverage
  const lacking = needCertificate - haveCertificate
  const figures = [
    ['名单上', total],
    ['已确认', byState.confirmed],
    ['报了班', enrolled],
  ] as const
  return (
    <>
      <Card title={crew.name}>
        <View className="coverage">
          {figures.map(([label, count]) => (
            <View key={label} className="coverage__figure">
              <Text className="coverage__count">{count}</Text>
              <Text className="coverage__label">{label}</Text>
            </View>
          ))}
        </View>
        <Fact label="工地">{crew.siteName}</Fact>
        <Fact label="单位">{crew.employerName}</Fact>
        {needCertificate > 0 && (
          <Fact label="持证上岗">
            {needCertificate}人要证，{haveCertificate}人有
          </Fact>
        )}
      </Card>
      {lacking > 0 && (
        <Notice tone="stop" title={`${lacking}人没证，先别上岗`}>
          特种作业、安全管理和燃气，没有证不能上岗：（一）写着“严格实行持证上岗制度”。先替他们报班。
        </Notice>
      )}
    </>
  )
}
