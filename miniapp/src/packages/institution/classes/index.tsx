import { usePullDownRefresh } from '@tarojs/taro'
import type { InstitutionClassListView } from '#shared/classes'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useQuery } from '../../../hooks/use-query'
import { open } from '../../../routes'
import { ClassRow } from './class-row'
import { stopPullDownRefresh } from '../../../platform/pull-down'

const title = '我们的培训班'

/** The institution's own classes, newest first, each with what is to be done next. */
export default function InstitutionClassesPage() {
  return (
    <StaffOnly title={title} roles={['institution']}>
      <Classes />
    </StaffOnly>
  )
}

function Classes() {
  const query = useQuery(() => api.institutionClasses(), { cacheKey: 'institution-classes' })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame
      title={title}
      programme
      footer={<PlainButton text="开班备案" onTap={() => void open('classFilings', {})} />}
    >
      <PageState
        query={query}
        empty={{
          when: (list) => list.items.length === 0,
          message: {
            icon: 'school',
            title: '还没有开班',
            text: '点下面“开班备案”新开一个班，两个部门同意后列在这里。',
          },
        }}
      >
        {({ items }) => (
          <>
            <ClassCard title="要办的" items={items.filter(isWaiting)} />
            <ClassCard title="其他班" items={items.filter((item) => !isWaiting(item))} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

type Item = InstitutionClassListView['items'][number]

function ClassCard({ title, items }: { title: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <Card title={title}>
      {items.map((item) => (
        <ClassRow key={item.id} item={item} onTap={() => void open('institutionClass', { id: item.id })} />
      ))}
    </Card>
  )
}

/** Something is to be recorded. A class without people waits for nobody here. */
function isWaiting(item: Item): boolean {
  return item.toDoText !== '' && item.enrolledCount > 0
}
