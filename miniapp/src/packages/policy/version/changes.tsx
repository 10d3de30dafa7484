import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SheetLink } from '../../../components/sheet'
import { useQuery } from '../../../hooks/use-query'
import { changeGroups, meant, type ChangeGroup, type ChangeLine } from '../content/change-words'
import './changes.scss'

/** So many changes of one thing are drawn at first. */
const atFirst = 6

/** Only what differs from the version that this one was copied from, each with its clause. */
export function Changes({ view }: { view: PolicyVersionView }) {
  const changes = useQuery(() => api.policyChanges(view.id), {
    cacheKey: null,
  })
  return (
    <PageState
      query={changes}
      empty={{
        when: (found) => meant(found.changes).length === 0,
        message: { icon: 'receipt', title: '还没改什么', text: '和它照着起草的那一版一个字不差。' },
      }}
    >
      {(found) => changeGroups(view, found.changes).map((group) => <Group key={group.title} group={group} />)}
    </PageState>
  )
}

function Group({ group }: { group: ChangeGroup }) {
  const [all, setAll] = useState(false)
  const shown = all ? group.lines : group.lines.slice(0, atFirst)
  const hidden = group.lines.length - shown.length
  return (
    <Card title={group.title} aside={<Text className="policy-note">{group.count}处</Text>}>
      {shown.map((line) => (
        <Line key={`${line.place}${line.places.join()}`} line={line} />
      ))}
      {hidden > 0 && <PlainButton text={`再看${String(hidden)}处`} onTap={() => setAll(true)} />}
    </Card>
  )
}

/** One place, or many alike: what stood there, what stands there now, and on which words that rests. */
function Line({ line }: { line: ChangeLine }) {
  const { place, places, before, after, citation, unsaid } = line
  const [first] = places
  const where = places.length > 1 ? `${place}（${String(places.length)}处一样）` : `${first ?? ''} ${place}`
  return (
    <View className="change">
      <Text className="change__place">{where.trim()}</Text>
      <View className="change__sides">
        <Text className="change__before">原来：{before}</Text>
        <Text className="change__after">现在：{after}</Text>
      </View>
      {citation && (
        <Text className="policy-note">
          依据{citation.clause}：“{citation.quotation}”
        </Text>
      )}
      {unsaid !== null && <Text className="change__unsaid">这句话里没有“{unsaid}”，请核对出处</Text>}
      {places.length > 1 && (
        <SheetLink text={`看是哪${String(places.length)}处`} title={place}>
          {places.map((each) => (
            <Text key={each}>{each}</Text>
          ))}
        </SheetLink>
      )}
    </View>
  )
}
