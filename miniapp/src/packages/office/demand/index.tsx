import { useState } from 'react'
import { searchAreas, type DemandPeriod, type SearchArea } from '#shared/trade-searches'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { useSession } from '../../../hooks/use-session'
import { DemandList } from './demand-list'

const title = '工人在找、目录没有'
const wholeCity = '全市'
const areas = [wholeCity, ...searchAreas].map((label) => ({ value: label, label }))
const periods = [
  { value: '1', label: '本月' },
  { value: '3', label: '近3个月' },
  { value: '12', label: '近1年' },
] as const

/** What workers look for and the annex lacks: for those who open classes, and for those who keep the annex. */
export default function DemandPage() {
  return (
    <StaffOnly title={title} roles={['institution', 'housing', 'hr']}>
      <Demand />
    </StaffOnly>
  )
}

function Demand() {
  const [months, setMonths] = useState<DemandPeriod>('3')
  const [area, setArea] = useState<SearchArea | null>(null)
  return (
    <PageFrame title={title} wide>
      <WhatToDo />
      <SegmentTabs label="看多久" tabs={periods} value={months} onChange={setMonths} />
      <Card>
        <ChoiceChips
          label="看哪里"
          choices={areas}
          value={area ?? wholeCity}
          onChange={(label) => setArea(searchAreas.find((each) => each === label) ?? null)}
        />
      </Card>
      <DemandList key={`${months}:${area ?? ''}`} months={months} area={area} />
    </PageFrame>
  )
}

function WhatToDo() {
  const opensClasses = useSession()?.roles.includes('institution') ?? false
  return (
    <Notice tone="info">
      {opensClasses
        ? '这些活工人找过，目录里没有，现在领不到补贴。开班前先问住建部门能不能列入。'
        : '这些活工人找过，目录里没有，或者给出的都不是。看看是该列入目录，还是该多认一个叫法。'}
    </Notice>
  )
}
