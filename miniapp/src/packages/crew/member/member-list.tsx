import { useState } from 'react'
import type { CrewMemberListView, CrewMemberState, CrewMemberView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageState } from '../../../components/page-state'
import { StatusTag } from '../../../components/status-tag'
import { usePages } from '../../../hooks/use-pages'
import { toneOfMember } from '../member-tones'
import { MemberSheet } from './member-sheet'

export interface MemberListProps {
  crewId: string
  /** Only those in this state; absent = all. */
  state?: CrewMemberState
  /** A row was changed here: the numbers above are others now. */
  onChanged: () => void
}

/** Rows of a crew with what is wrong on each and what to do; a tap opens what can be done. */
export function MemberList({ crewId, state, onChanged }: MemberListProps) {
  // Kept nowhere: the names are other people's.
  const { query, more } = usePages<CrewMemberView, CrewMemberListView>(
    (cursor) => crewApi.crewMembers(crewId, state, cursor),
    null,
  )
  const [chosen, setChosen] = useState<CrewMemberView | null>(null)
  const settled = () => {
    setChosen(null)
    void query.reload()
    onChanged()
  }
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: { icon: 'done', title: '这里没有人了', text: '看看别的，或者再添加名单。' },
      }}
    >
      {({ items }) => (
        <>
          <Card>
            {items.map((member) => (
              <ListRow
                key={member.id}
                title={member.name === '' ? '没写姓名' : member.name}
                note={aboutMember(member)}
                end={<StatusTag tone={toneShown(member)} text={member.stateText} />}
                onTap={() => setChosen(member)}
              />
            ))}
          </Card>
          <MoreButton more={more} text="看后面的人" />
          {chosen && (
            <MemberSheet
              key={chosen.id}
              crewId={crewId}
              member={chosen}
              onClose={() => setChosen(null)}
              onSettled={settled}
            />
          )}
        </>
      )}
    </PageState>
  )
}

/** Trade and numbers, then what is wrong or in the way. */
function aboutMember({ trade, tradeName, residentIdMasked, classes, problems, stuck }: CrewMemberView) {
  const known = [tradeName ?? trade, residentIdMasked ?? ''].filter((words) => words !== '')
  const wrong = problems.map(({ detail }) => detail)
  const next = wrong.length > 0 || stuck === null ? wrong : [stuck]
  const learning = classes.map(({ title, stateText }) => `${title}：${stateText}`)
  return [known.join('，'), ...learning, ...next].filter((line) => line !== '').join('\n')
}

function toneShown({ state, mayWork }: CrewMemberView) {
  return mayWork === false ? 'stop' : toneOfMember[state]
}
