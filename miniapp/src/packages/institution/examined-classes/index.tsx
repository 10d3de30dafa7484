import { usePullDownRefresh } from '@tarojs/taro'
import type { ExaminedClassListView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { ClassRow } from '../classes/class-row'

const title = '我们考核的班'
type Item = ExaminedClassListView['items'][number]

/** The classes that the evaluation body examines: those with results to enter first. */
export default function ExaminedClassesPage() {
  return (
    <StaffOnly title={title} roles={['evaluator']}>
      <Classes />
    </StaffOnly>
  )
}

function Classes() {
  const { query, more } = usePages<Item, ExaminedClassListView>(
    (cursor) => api.examinedClasses(cursor),
    'examined-classes',
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame title={title} programme>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: {
            icon: 'school',
            title: '还没有请您考核的班',
            text: '培训机构开班备案时写了您单位考核，两个部门同意后列在这里。',
          },
        }}
      >
        {({ items }) => (
          <>
            <ClassCard title="待出成绩" items={items.filter(({ toDoText }) => toDoText !== '')} />
            <ClassCard title="其他班" items={items.filter(({ toDoText }) => toDoText === '')} />
            <MoreButton more={more} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function ClassCard({ title, items }: { title: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <Card title={title}>
      {items.map((item) => (
        <ClassRow key={item.id} item={item} onTap={() => void open('examinedClass', { id: item.id })} />
      ))}
    </Card>
  )
}
