import { Text } from '@tarojs/components'
import { chineseDay } from '#shared/subsidy-calendar'
import { Card, Fact, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { open } from '../../../routes'
import { collectedItems, keptByLaw, notCollected, statementFrom, yourRights } from './statement'

/** What is collected, what for, for how long, whom it goes to: readable by anybody, before any login. */
export default function PrivacyPolicyPage() {
  return (
    <PageFrame title="个人信息怎么用" isPrivacyText>
      <Card title="一句话">
        <Text>
          只收办培训和补贴要用的，用到时才问，用完按期删。{chineseDay(statementFrom)}起按这份说明办。
        </Text>
      </Card>
      {collectedItems.map(({ title, what, why, keptFor, goesTo }) => (
        <Card key={title} title={title}>
          <Fact label="是什么">{what}</Fact>
          <Fact label="做什么用">{why}</Fact>
          <Fact label="存多久">{keptFor}</Fact>
          <Fact label="给谁">{goesTo}</Fact>
        </Card>
      ))}
      <Card title="注销后法律要求留下的">
        {keptByLaw.map(({ what, how, keptFor, law }) => (
          <ListRow key={what} title={what} note={`${how}。${keptFor}，依据${law}`} />
        ))}
      </Card>
      <Card title="不收什么">
        <Text>{notCollected}</Text>
      </Card>
      <Card title="您可以">
        {yourRights.map((right) => (
          <Text key={right}>{right}</Text>
        ))}
        <ListRow
          icon="shield"
          title="收回同意"
          note="手机号、通知，收回后再用会重新问"
          onTap={() => void open('privacyWithdrawal', {})}
        />
        <ListRow
          icon="signOut"
          title="注销账号"
          note="删掉您的资料"
          onTap={() => void open('deletion', {})}
        />
      </Card>
    </PageFrame>
  )
}
