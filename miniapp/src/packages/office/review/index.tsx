import { PageFrame } from '../../../components/page-frame'
import { Empty } from '../../../components/page-state'

export default function StaffPage() {
  return (
    <PageFrame title="审核申领" wide>
      <Empty icon="work" title="审核申领" text="这一页还在做。" />
    </PageFrame>
  )
}
