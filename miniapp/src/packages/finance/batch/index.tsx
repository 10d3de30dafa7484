import { PageFrame } from '../../../components/page-frame'
import { Empty } from '../../../components/page-state'

export default function StaffPage() {
  return (
    <PageFrame title="批次" wide>
      <Empty icon="work" title="批次" text="这一页还在做。" />
    </PageFrame>
  )
}
