import { roleLabels, roles } from '#shared/people'
import { api } from '../../api/endpoints'
import { Card, ListRow } from '../../components/card'
import { PageState } from '../../components/page-state'
import { useQuery } from '../../hooks/use-query'

/** In a browser there is no WeChat login: the demonstration offers its invented people instead, role by role. */
export function DemoPeople({ busy, onChoose }: { busy: boolean; onChoose: (personKey: string) => void }) {
  const query = useQuery(() => api.demoPeople(), { cacheKey: 'demo-people' })
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
