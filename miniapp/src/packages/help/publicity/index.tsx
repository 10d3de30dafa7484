import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import { formatYuan } from '#shared/money'
import type { PublicityItem, PublicityList } from '#shared/objections'
import { chineseDay } from '#shared/subsidy-calendar'
import { publicityApi } from '../../../api/publicity-endpoints'
import { Card, Fact } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SegmentTabs } from '../../../components/segment-tabs'
import { Sheet } from '../../../components/sheet'
import { StatusTag } from '../../../components/status-tag'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { LookUpObjection } from './look-up-objection'
import { ObjectionForm } from './objection-form'

const title = '补贴公示'
const tabs = [
  { value: 'names', label: '正在公示' },
  { value: 'answer', label: '查异议答复' },
] as const

/** Whom money is about to be paid, for everybody to read and to object to; no sign-in. */
export default function PublicityPage() {
  const [show, setShow] = useState<(typeof tabs)[number]['value']>('names')
  return (
    <PageFrame title={title}>
      <SegmentTabs label="看什么" tabs={tabs} value={show} onChange={setShow} />
      {show === 'names' ? <Names /> : <LookUpObjection />}
    </PageFrame>
  )
}

function Names() {
  const { query, more } = usePages<PublicityItem, PublicityList>(publicityApi.list, 'publicity')
  const [chosen, setChosen] = useState<PublicityItem | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: {
          icon: 'done',
          title: '现在没有公示的名单',
          text: '政策规定要公示的，审核通过后列在这里，期满自动撤下。',
        },
      }}
    >
      {({ items }) => (
        <>
          <Notice title="这些补贴审核通过了，还没打款">
            谁没参加培训、冒名领钱，都可以提异议，不用登录，也不用留名。
          </Notice>
          {items.map((each) => (
            <Name key={each.id} of={each} onObject={() => setChosen(each)} />
          ))}
          <MoreButton more={more} />
          <Sheet title="提异议" open={chosen !== null} onClose={() => setChosen(null)}>
            {chosen && <ObjectionForm key={chosen.id} of={chosen} onSent={() => void query.reload()} />}
          </Sheet>
        </>
      )}
    </PageState>
  )
}

function Name({ of, onObject }: { of: PublicityItem; onObject: () => void }) {
  return (
    <Card title={`${of.nameMasked}　${formatYuan(of.amountFen)}`}>
      <Fact label="证件">{of.residentIdMasked}</Fact>
      <Fact label="工种">{of.tradeName}</Fact>
      <Fact label="在哪学的">{of.institutionName}</Fact>
      <Fact label="公示到">{of.lastDay === null ? '放假安排公布后再定' : chineseDay(of.lastDay)}</Fact>
      {of.isObjected && <StatusTag tone="stop" text="有异议，正在核实" />}
      <PlainButton text="提异议" onTap={onObject} />
    </Card>
  )
}
