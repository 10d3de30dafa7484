import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import {
  correctionReasonLabels,
  type CorrectionItem,
  type CorrectionListView,
} from '#shared/identity-correction'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { toast } from '../../../platform/toast'
import { dayAndTime } from '../../../theme/dates'
import { Decision } from './decision'

const title = '更正身份信息'

/** Who wants their name or number put right; somebody of the housing bureau compares it with the document. */
export default function CorrectionsPage() {
  return (
    <StaffOnly title={title} roles={['housing']}>
      <Corrections />
    </StaffOnly>
  )
}

function Corrections() {
  const { query, more } = usePages<CorrectionItem, CorrectionListView>(
    (cursor) => api.corrections(cursor),
    'identity-corrections',
  )
  const [chosen, setChosen] = useState<CorrectionItem | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  if (chosen)
    return (
      <Decision
        title={title}
        item={chosen}
        onBack={() => setChosen(null)}
        onDecided={(words) => {
          toast(words)
          setChosen(null)
          void query.reload()
        }}
      />
    )
  return (
    <PageFrame title={title}>
      <Notice>对照本人的证件原件再改。看过谁的证件信息，系统会记下来。</Notice>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'identity', title: '没有等着更正的', text: '有人申请，会在这里排队。' },
        }}
      >
        {({ items }) => (
          <>
            <Card>
              {items.map((item) => (
                <ListRow
                  key={item.id}
                  icon="identity"
                  title={`${item.before.nameMasked} → ${item.after.nameMasked}`}
                  note={`${correctionReasonLabels[item.reason]}，${dayAndTime(item.askedAt)}申请`}
                  onTap={() => setChosen(item)}
                />
              ))}
            </Card>
            <MoreButton more={more} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}
