import { Text, View } from '@tarojs/components'
import { formatAmount } from '#shared/money'
import { Card } from '../../components/card'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { open } from '../../routes'
import type { RuleAnswer } from './estimate'
import './office-card.scss'

/** A field that the notice names but the annex has no row for: nobody but the office can say, and what to ask there. */
export function OfficeCard({ sector, answer }: { sector: string; answer: RuleAnswer }) {
  return (
    <Card title={`做${sector}的，要先问窗口`}>
      <View className="office-card">
        {answer.flags
          .filter((flag) => flag.id === 'A9')
          .map((flag) => (
            <Notice key={flag.id} tone="wait">
              {flag.sentence}
            </Notice>
          ))}
        <Text>到人社窗口，照着问这三句：</Text>
        <View className="office-card__questions">
          <Text>
            1. 我做{sector}，目录里没有我的工种，能不能按{answer.clause}领？
          </Text>
          <Text>2. 能领的话，报哪个工种的班才算数？</Text>
          <Text>3. 课时和考试怎么认，最后发多少？</Text>
        </View>
        <Text className="office-card__note">
          {answer.clause}写的是{formatAmount(answer.amount)}，窗口认可了才作数。没问清楚，先不要交钱报名。
        </Text>
        <PlainButton text="用自己的话再找找工种" onTap={() => void open('home', {})} />
      </View>
    </Card>
  )
}
