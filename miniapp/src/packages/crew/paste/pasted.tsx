import { useState } from 'react'
import type { RosterPasteView } from '#shared/crews'
import { Card, Fact } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { back } from '../../../routes'
import { MemberList } from '../member/member-list'
import { AsideLines } from './aside-lines'

export interface PastedProps {
  title: string
  pasted: RosterPasteView
  onAgain: () => void
}

/** What became of a pasted roster: how many are in, which rows have to be mended, which lines were nobody. */
export function Pasted({ title, pasted, onAgain }: PastedProps) {
  const { crew, added, faulty, unchanged, changed, repeated, aside } = pasted
  const [left, setLeft] = useState(crew.coverage.byState.faulty)
  const counts = [
    ['新加的', added],
    ['本来就有', unchanged],
    ['补了内容', changed],
    ['写了两遍', repeated],
  ] as const
  return (
    <PageFrame title={title} footer={<PrimaryButton text="看班组" onTap={() => void back()} />}>
      <Card title="名单认完了">
        {counts
          .filter(([, count]) => count > 0)
          .map(([label, count]) => (
            <Fact key={label} label={label}>
              {count}人
            </Fact>
          ))}
        {counts.every(([, count]) => count === 0) && <Fact label="认出">没有人</Fact>}
      </Card>
      {added - faulty > 0 && <Notice tone="ok">已经请他们在自己手机上确认，14天内有效。</Notice>}
      {crew.coverage.byState.faulty > 0 && (
        <>
          {left > 0 ? (
            <Notice tone="stop" title={`${left}人要改一下，点开就能改`} />
          ) : (
            <Notice tone="ok" title="都改好了" />
          )}
          <MemberList crewId={crew.id} state="faulty" onChanged={() => setLeft(left - 1)} />
        </>
      )}
      <AsideLines aside={aside} />
      <PlainButton text="再贴一份" onTap={onAgain} />
    </PageFrame>
  )
}
