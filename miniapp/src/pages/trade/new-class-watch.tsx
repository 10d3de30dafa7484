import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { ClassWatchView } from '#shared/class-watches'
import { searchAreas, type SearchArea } from '#shared/trade-searches'
import { bookingApi } from '../../api/booking-endpoints'
import { useProgramme } from '../../api/programme'
import { ListRow } from '../../components/card'
import { ChoiceChips } from '../../components/choice-chips'
import { ProblemNotice } from '../../components/notice'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { Sheet } from '../../components/sheet'
import { useCommand } from '../../hooks/use-command'
import { useQuery } from '../../hooks/use-query'
import { useSession } from '../../hooks/use-session'
import { askToNotify, mayAskToNotify } from '../../platform/subscription'
import { open } from '../../routes'
import { workArea } from '../../trades/work-area'

const wholeCity = '全市'
const choices = [wholeCity, ...searchAreas].map((label) => ({ value: label, label }))

/** 有新班时告诉我: for one trade, in one district or anywhere. */
export function NewClassWatch({ tradeSeq }: { tradeSeq: number }) {
  const me = useSession()
  const isWorker = me?.roles.includes('worker') ?? false
  const query = useQuery(() => bookingApi.watches(), {
    cacheKey: 'class-watches',
    enabled: isWorker,
  })
  const [choosing, setChoosing] = useState(false)
  const found = query.data?.items.find((each) => each.tradeSeq === tradeSeq) ?? null
  if (me && !isWorker) return null
  return (
    <>
      <ListRow
        icon="bell"
        title={found ? '有新班会告诉您' : '有新班时告诉我'}
        note={found ? `${found.area ?? wholeCity}的班。点这里可以改` : '不用天天来看'}
        onTap={() => (me ? setChoosing(true) : void open('login', { reason: 'watch' }))}
      />
      <Sheet title="有新班时告诉我" open={choosing} onClose={() => setChoosing(false)}>
        <Choice
          tradeSeq={tradeSeq}
          found={found}
          onDone={(items) => {
            query.replace({ items })
            setChoosing(false)
          }}
        />
      </Sheet>
    </>
  )
}

interface ChoiceProps {
  tradeSeq: number
  found: ClassWatchView | null
  onDone: (items: ClassWatchView[]) => void
}

function Choice({ tradeSeq, found, onDone }: ChoiceProps) {
  const [area, setArea] = useState<SearchArea | null>(found ? found.area : workArea().area)
  const template = useProgramme()?.subscribeTemplates.progress ?? null
  const watch = useCommand(async (key: string, where: SearchArea | null) => {
    // First of all: WeChat lets itself be asked only straight from the tap.
    if (template !== null && mayAskToNotify(Date.now())) await askToNotify(key, [template], '办理进度通知')
    onDone((await bookingApi.watch(key, { tradeSeq, area: where })).items)
  })
  const unwatch = useCommand(async (key: string, id: string) => {
    onDone((await bookingApi.unwatch(key, id)).items)
  })
  return (
    <>
      <Text>哪儿的班要告诉您？</Text>
      <ChoiceChips
        label="哪儿的班要告诉您？"
        choices={choices}
        value={area ?? wholeCity}
        onChange={(label) => setArea(searchAreas.find((each) => each === label) ?? null)}
      />
      <ProblemNotice problem={watch.problem ?? unwatch.problem} />
      <PrimaryButton text="告诉我" busy={watch.busy} busyText="请稍等…" onTap={() => void watch.run(area)} />
      {found && (
        <PlainButton text="不用告诉我了" busy={unwatch.busy} onTap={() => void unwatch.run(found.id)} />
      )}
    </>
  )
}
