import { useState } from 'react'
import type { LedgerFilter } from '#shared/notifications'
import { PageFrame } from '../../../components/page-frame'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { JobList } from './job-list'
import { LedgerList } from './ledger-list'

const title = '通知记录'
const tabs = [
  { value: 'all', label: '全部' },
  { value: 'attention', label: '要看一看' },
  { value: 'jobs', label: '自动任务' },
] as const

/** Who was told what, when, over which channel; and what the server does by itself. */
export default function LedgerPage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <Ledger />
    </StaffOnly>
  )
}

function Ledger() {
  const [show, setShow] = useState<LedgerFilter | 'jobs'>('all')
  return (
    <PageFrame title={title}>
      <SegmentTabs label="看什么" tabs={tabs} value={show} onChange={setShow} />
      {show === 'jobs' ? <JobList /> : <LedgerList key={show} show={show} />}
    </PageFrame>
  )
}
