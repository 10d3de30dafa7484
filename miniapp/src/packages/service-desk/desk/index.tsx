import { useState } from 'react'
import { visitStateLabels, type VisitView } from '#shared/service-desk'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag, type Tone } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { dayAndTime } from '../../../theme/dates'
import { BeginVisit } from './begin-visit'
import { Visit } from './visit'

const title = '便民服务台'
const tones: Record<VisitView['state'], Tone> = {
  waiting: 'wait',
  open: 'ok',
  ended: 'quiet',
  expired: 'quiet',
}

/** A clerk helps who stands there without a smartphone: by the document, the person's own code, and what they agree to. */
export default function ServiceDeskPage() {
  return (
    <StaffOnly title={title} roles={['desk']}>
      <Desk />
    </StaffOnly>
  )
}

function Desk() {
  const query = useQuery(() => api.visits(), { cacheKey: null })
  const [isNew, setNew] = useState(false)
  const [chosen, setChosen] = useState<VisitView | null>(null)
  const back = () => {
    setNew(false)
    setChosen(null)
    void query.reload()
  }
  if (chosen) return <Visit title={title} visit={chosen} onChanged={setChosen} onBack={back} />
  if (isNew) return <BeginVisit title={title} onBegun={setChosen} onBack={back} />
  return (
    <PageFrame title={title} footer={<PrimaryButton text="来了一个人" onTap={() => setNew(true)} />}>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'people', title: '今天还没有人来', text: '来了人，点下面的按钮，照证件填。' },
        }}
      >
        {({ items }) => (
          <Card>
            {items.map((visit) => (
              <ListRow
                key={visit.id}
                icon="user"
                title={visit.nameMasked}
                note={`${dayAndTime(visit.beganAt)}，${visit.clerkName}。${doneIn(visit)}`}
                end={<StatusTag tone={tones[visit.state]} text={visitStateLabels[visit.state]} />}
                onTap={() => setChosen(visit)}
              />
            ))}
          </Card>
        )}
      </PageState>
    </PageFrame>
  )
}

function doneIn({ acts }: VisitView): string {
  return acts.length === 0 ? '还没办什么' : acts.map(({ act }) => act).join('、')
}
