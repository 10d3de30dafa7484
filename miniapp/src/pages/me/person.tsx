import { Text, View } from '@tarojs/components'
import { roleLabels, type MeView } from '#shared/people'
import { Card, ListRow } from '../../components/card'
import { Icon } from '../../components/icon'
import { PrimaryButton } from '../../components/primary-button'
import { open } from '../../routes'
import './person.scss'

/** The signed-in person with everything masked (a stranger may hold the phone), or the way to sign in. */
export function Person({ me }: { me: MeView | null }) {
  if (!me) {
    return (
      <Card title="还没有登录">
        <Text className="person__note">找工种、看补贴不用登录。要报名或申领时再登录。</Text>
        <View className="person__login">
          <PrimaryButton text="登录" onTap={() => void open('login', {})} />
        </View>
      </Card>
    )
  }
  return (
    <Card>
      <View className="person">
        <View className="person__picture">
          <Icon name="user" size="l" />
        </View>
        <View className="person__words">
          <Text className="person__name">{me.displayName}</Text>
          <Text className="person__note">
            {me.roles.map((role) => roleLabels[role]).join('、')}
            {me.institutionName !== null && `，${me.institutionName}`}
          </Text>
        </View>
      </View>
      {me.roles.includes('worker') && <OwnDetails me={me} />}
    </Card>
  )
}

function OwnDetails({ me }: { me: MeView }) {
  const { identity, payeeAccount, employment } = me
  return (
    <>
      <ListRow
        icon="identity"
        title="身份信息"
        note={identity ? `${identity.nameMasked}，${identity.residentIdMasked}` : '还没填，报名前要填'}
        onTap={() => void open('identity', {})}
      />
      <ListRow
        icon="card"
        title="收款账户"
        note={
          payeeAccount
            ? `${payeeAccount.bankName}，尾号${payeeAccount.cardMasked.slice(-4)}`
            : '还没填，申领前要填'
        }
        onTap={() => void open('account', {})}
      />
      <ListRow
        icon="work"
        title="用人单位"
        note={employment ? employment.employerName : '有的补贴要，没有单位可以不填'}
        onTap={() => void open('employment', {})}
      />
    </>
  )
}
