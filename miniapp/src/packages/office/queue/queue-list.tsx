import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import type { ClaimPages, Show } from '../use-claim-pages'
import { QueueRow } from './queue-row'

export interface QueueListProps {
  pages: ClaimPages
  show: Show
  selectedId: string | null
  onOpen: (id: string) => void
}

const emptyMessages = {
  waiting: { icon: 'done', title: '没有等您审的', text: '有新的申领交上来，下拉一下就能看到。' },
  mine: { icon: 'done', title: '没有归您办的', text: '打开一笔点“我来办”，或同事交给您，就列在这里。' },
  contested: {
    icon: 'done',
    title: '没有要答复的',
    text: '有人对公示提异议、工人申诉，列在这里，按期答复。',
  },
  held: { icon: 'done', title: '没有停着的', text: '您停下的申领列在这里，弄清楚了接着办。' },
  decided: { icon: 'receipt', title: '还没有审过的', text: '您审过的申领会列在这里，办到哪一步都看得到。' },
} as const

/** The claims that have been read so far, and the way to the next page. */
export function QueueList({ pages, show, selectedId, onOpen }: QueueListProps) {
  const today = programmeDate(useProgramme())
  const { more, nextCursor } = pages
  return (
    <PageState
      query={pages.query}
      empty={{ when: (list) => list.items.length === 0, message: emptyMessages[show] }}
    >
      {() => (
        <>
          <Card>
            {pages.items.map((claim) => (
              <QueueRow
                key={claim.id}
                claim={claim}
                show={show}
                today={today}
                selected={claim.id === selectedId}
                onTap={() => onOpen(claim.id)}
              />
            ))}
          </Card>
          <ProblemNotice problem={more.problem} />
          {nextCursor !== null && (
            <PlainButton
              text="再看后面的"
              busy={more.busy}
              busyText="正在打开…"
              onTap={() => void more.run(nextCursor)}
            />
          )}
        </>
      )}
    </PageState>
  )
}
