import { usePullDownRefresh } from '@tarojs/taro'
import { emptyClassDraft } from '#shared/class-draft'
import type { FilingListView, FilingSummary } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { MoreButton } from '../../../components/more-button'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { FilingRows } from '../filing-rows'

const title = '开班备案'

/** What an institution has written down, filed and got approved, newest first. */
export default function FilingsPage() {
  return (
    <StaffOnly title={title} roles={['institution']}>
      <Filings />
    </StaffOnly>
  )
}

function Filings() {
  const { query, more } = usePages<FilingSummary, FilingListView>(
    (cursor) => classDeskApi.ownFilings(cursor),
    'own-filings',
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const begin = useCommand(async (key: string) => {
    const { id } = await classDeskApi.beginFiling(key, emptyClassDraft)
    await open('classFiling', { id })
  })
  return (
    <PageFrame
      title={title}
      footer={
        <PrimaryButton
          text="新开一个班"
          busy={begin.busy}
          busyText="正在打开…"
          onTap={() => void begin.run()}
        />
      }
    >
      <ProblemNotice problem={begin.problem} />
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: {
            icon: 'school',
            title: '还没有备案',
            text: '点下面“新开一个班”，写好提交，住建、人社两个部门同意后工人就能报名。',
          },
        }}
      >
        {({ items }) => (
          <>
            <FilingRows items={items} by="institution" />
            <MoreButton more={more} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}
