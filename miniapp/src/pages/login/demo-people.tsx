import { Text, View } from '@tarojs/components'
import { roleLabels, roles } from '#shared/people'
import { api } from '../../api/endpoints'
import { Card, ListRow } from '../../components/card'
import { PageState } from '../../components/page-state'
import { useQuery } from '../../hooks/use-query'
import { useDemoCodes, type DemoCodes } from './use-demo-codes'

/** In a browser there is no WeChat login: the demonstration offers its invented people instead, role by role. */
export function DemoPeople({ busy, onChoose }: { busy: boolean; onChoose: (personKey: string) => void }) {
  const query = useQuery(() => api.demoPeople(), { cacheKey: 'demo-people' })
  const codes = useDemoCodes()
  return (
    <PageState query={query}>
      {({ people }) =>
        roles
          .map((role) => ({ role, members: people.filter((person) => person.role === role) }))
          .filter(({ members }) => members.length > 0)
          .map(({ role, members }) => (
            <Card key={role} title={`演示：${roleLabels[role]}`}>
              {members.map((person) => (
                <ListRow
                  key={person.key}
                  icon="user"
                  title={person.displayName}
                  note={person.note}
                  end={codes && <CodeOf personKey={person.key} codes={codes} />}
                  onTap={() => {
                    if (!busy) onChoose(person.key)
                  }}
                />
              ))}
            </Card>
          ))
      }
    </PageState>
  )
}

/** The six digits that this person would read off a phone. Screen readers are spared the seconds. */
function CodeOf({ personKey, codes }: { personKey: string; codes: DemoCodes }) {
  const code = codes.codeOf(personKey)
  if (code === null) return null
  return (
    <View className="login__code">
      <Text>验证码 {`${code.slice(0, 3)} ${code.slice(3)}`}</Text>
      <Text className="login__seconds">{codes.secondsLeft}秒后换</Text>
    </View>
  )
}
