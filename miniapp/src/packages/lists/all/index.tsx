import { useState } from 'react'
import { PageFrame } from '../../../components/page-frame'
import { SegmentTabs } from '../../../components/segment-tabs'
import { useParam } from '../../../hooks/use-param'
import type { PublicList } from '../../../routes'
import { EvaluationBodies } from './evaluation-bodies'
import { Institutions } from './institutions'
import { Projects } from './projects'

const tabs = [
  { value: 'institutions', label: '培训机构' },
  { value: 'evaluation', label: '评价机构' },
  { value: 'projects', label: '培训项目' },
] as const

/** The three public lists of clause （十三）, for everybody. */
export default function PublicListsPage() {
  const asked = useParam('publicLists', 'show')
  const [show, setShow] = useState<PublicList>(
    tabs.find(({ value }) => value === asked)?.value ?? 'institutions',
  )
  return (
    <PageFrame title="公开目录">
      <SegmentTabs label="哪个目录" tabs={tabs} value={show} onChange={setShow} />
      {show === 'institutions' && <Institutions />}
      {show === 'evaluation' && <EvaluationBodies />}
      {show === 'projects' && <Projects />}
    </PageFrame>
  )
}
