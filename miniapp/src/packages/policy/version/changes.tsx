import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { PolicyChangesView, PolicyVersionView } from '#shared/policy-versions'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { useQuery } from '../../../hooks/use-query'
import { changeGroups, citationOf, placeWords, sideWords, type ChangeGroup } from '../content/change-words'
import './changes.scss'

/** So many changes of one thing are drawn at first: a sum may change in a hundred rows. */
const atFirst = 6

/** Only what differs from the version that this one was copied from, each with its clause. */
export function Changes({ view }: { view: PolicyVersionView }) {
  const changes = useQuery(() => api.policyChanges(view.id), {
    cacheKey: `policy-changes-${view.id}-${view.hash}`,
  })
  return (
    <PageState
      query={changes}
      empty={{
        when: (found) => found.changes.length === 0,
        message: { icon: 'receipt', title: '还没改什么', text: '和它照着起草的那一版一个字不差。' },
      }}
    >
      {(found) =>
        changeGroups(view, found.changes).map((group) => (
          <Group key={group.title} group={group} view={view} />
        ))
      }
    </PageState>
  )
}

function Group({ group, view }: { group: ChangeGroup; view: PolicyVersionView }) {
  const [all, setAll] = useState(false)
  const shown = all ? group.changes : group.changes.slice(0, atFirst)
  const hidden = group.changes.length - shown.length
  return (
    <Card title={group.title} aside={<Text className="policy-note">{group.changes.length}处</Text>}>
      {shown.map((change) => (
        <ChangeLine key={change.pointer} change={change} view={view} />
      ))}
      {hidden > 0 && <PlainButton text={`再看${String(hidden)}处`} onTap={() => setAll(true)} />}
    </Card>
  )
}

interface ChangeLineProps {
  change: PolicyChangesView['changes'][number]
  view: PolicyVersionView
}

/** One place: what stood there, what stands there now, and on which words that rests. */
function ChangeLine({ change, view }: ChangeLineProps) {
  const citation = citationOf(view, change.pointer)
  return (
    <View className="change">
      <Text className="change__place">{placeWords(change)}</Text>
      <View className="change__sides">
        <Text className="change__before">原来：{sideWords(change.before)}</Text>
        <Text className="change__after">现在：{sideWords(change.after)}</Text>
      </View>
      {citation && (
        <Text className="policy-note">
          依据{citation.clause}：“{citation.quotation}”
        </Text>
      )}
    </View>
  )
}
