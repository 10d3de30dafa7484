import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import { chargers, type ChargeReportItem, type ChargeReportListView } from '#shared/charge-reports'
import { formatYuan } from '#shared/money'
import { chargeApi } from '../../../api/charge-endpoints'
import { Card, Fact } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { SegmentTabs } from '../../../components/segment-tabs'
import { Sheet } from '../../../components/sheet'
import { StaffOnly } from '../../../components/staff-only'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { dayAndTime } from '../../../theme/dates'

const title = '收费举报'
type Show = 'open' | 'closed'
const tabs: { value: Show; label: string }[] = [
  { value: 'open', label: '要查的' },
  { value: 'closed', label: '查过的' },
]

/** What people report of being asked for money; never who reported. */
export default function ChargeReportsPage() {
  const [show, setShow] = useState<Show>('open')
  return (
    <StaffOnly title={title} roles={['housing']}>
      <PageFrame title={title}>
        <SegmentTabs label="看哪些" tabs={tabs} value={show} onChange={setShow} />
        <Reports key={show} show={show} />
      </PageFrame>
    </StaffOnly>
  )
}

function Reports({ show }: { show: Show }) {
  const { query, more } = usePages<ChargeReportItem, ChargeReportListView>(
    (cursor) => chargeApi.list(show, cursor),
    null,
  )
  const [chosen, setChosen] = useState<ChargeReportItem | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: {
          icon: 'shield',
          title: show === 'open' ? '没有要查的' : '还没有查过的',
          text: '有人举报，列在这里。',
        },
      }}
    >
      {({ items }) => (
        <>
          {items.map((each) => (
            <Report key={each.id} of={each} onClose={() => setChosen(each)} />
          ))}
          <MoreButton more={more} />
          <Sheet title="查下来怎么样" open={chosen !== null} onClose={() => setChosen(null)}>
            {chosen && (
              <Closing
                key={chosen.id}
                of={chosen}
                onDone={() => {
                  setChosen(null)
                  void query.reload()
                }}
              />
            )}
          </Sheet>
        </>
      )}
    </PageState>
  )
}

function Report({ of, onClose }: { of: ChargeReportItem; onClose: () => void }) {
  const { charger, where, amountFen, words, willBeTold, at, closing } = of
  return (
    <Card title={`${chargers[charger]}${where === '' ? '' : `：${where}`}`}>
      {amountFen !== null && <Fact label="金额">{formatYuan(amountFen)}</Fact>}
      <Fact label="怎么回事">{words}</Fact>
      <Fact label="举报">{`${dayAndTime(at)}，${willBeTold ? '查完要告诉他' : '没留名'}`}</Fact>
      {closing ? (
        <Fact label="查下来">{`${closing.note}（${dayAndTime(closing.at)}）`}</Fact>
      ) : (
        <PlainButton text="写下查的结果" onTap={onClose} />
      )}
    </Card>
  )
}

function Closing({ of, onDone }: { of: ChargeReportItem; onDone: () => void }) {
  const [note, setNote] = useState('')
  const close = useCommand(async (key: string, text: string) => {
    await chargeApi.close(key, of.id, { note: text })
    onDone()
  })
  return (
    <>
      <TextAreaField
        label="查了什么，怎么处理"
        hint={of.willBeTold ? '举报的人会看到这段话' : '举报的人没留名'}
        control={{ value: note, error: undefined, onInput: setNote, onBlur: () => undefined }}
      />
      <ProblemNotice problem={close.problem} />
      <PrimaryButton
        text="记下"
        busy={close.busy}
        disabled={note.trim() === ''}
        onTap={() => void close.run(note.trim())}
      />
    </>
  )
}
