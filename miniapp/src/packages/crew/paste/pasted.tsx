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
  const [isMended, setMended] = useState(false)
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
          <Notice
            tone="stop"
            title={isMended ? '改好的已经去掉，还剩下面的' : '下面的要改一下，点开就能改'}
          />
          <MemberList crewId={crew.id} state="faulty" onChanged={() => setMended(true)} />
        </>
      )}
      <AsideLines aside={aside} />
      <PlainButton text="再贴一份" onTap={onAgain} />
    </PageFrame>
  )
}
