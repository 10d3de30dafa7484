import { PageFrame } from '../../../components/page-frame'
import { Empty } from '../../../components/page-state'

export default function StaffPage() {
  return (
    <PageFrame title="财政拨付" wide>
      <Empty icon="work" title="财政拨付" text="这一页还在做。" />
    </PageFrame>
  )
}
