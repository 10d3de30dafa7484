import { useState } from 'react'
import { View } from '@tarojs/components'
import type { ApprenticeView, NewApprenticeBody } from '#shared/apprenticeships'
import { formatYuan } from '#shared/money'
import { chineseDay } from '#shared/subsidy-calendar'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { Card, Fact } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { Leaving, YearRecord } from './apprentice-sheets'
import type { ProgrammeProps } from './programme'
import './roster.scss'

/** Who is in it: each confirms on their own phone; then what each year was for each. */
export function Roster({ of, query }: ProgrammeProps) {
  const [isAdding, setAdding] = useState(false)
  const mayAdd = of.stage === 0 && of.permittedEvents.includes('edit')
  return (
    <Card title={`学徒（${String(of.apprentices.length)}人）`}>
      <View className="apprentices">
        {of.apprentices.map((each) => (
          <Apprentice key={each.id} each={each} of={of} query={query} />
        ))}
        {mayAdd && <PlainButton text="添一个学徒" onTap={() => setAdding(true)} />}
      </View>
      <Sheet title="添一个学徒" open={isAdding} onClose={() => setAdding(false)}>
        <Adding of={of} query={query} onDone={() => setAdding(false)} />
      </Sheet>
    </Card>
  )
}

type Asked = 'year' | 'leaving' | null

function Apprentice({ each, of, query }: ProgrammeProps & { each: ApprenticeView }) {
  const [asked, setAsked] = useState<Asked>(null)
  const remove = useCommand(async (key: string) => {
    const sure = await confirmed({ title: '从名单里去掉？', content: '他还没有确认。', yes: '去掉' })
    if (sure) query.replace(await apprenticeshipApi.removeApprentice(key, of.id, each.id))
  })
  const mayEdit = of.permittedEvents.includes('edit')
  const isWaiting = each.state !== 'confirmed' && each.state !== 'left'
  const close = () => setAsked(null)
  return (
    <>
      <Fact label={each.nameMasked ?? '已注销'}>{wordsOf(each)}</Fact>
      <ProblemNotice problem={remove.problem} />
      {mayEdit && of.stage === 0 && isWaiting && (
        <PlainButton text="去掉" busy={remove.busy} onTap={() => void remove.run()} />
      )}
      {mayEdit && of.stage > 0 && each.state === 'confirmed' && (
        <PlainButton text="登记这一年" onTap={() => setAsked('year')} />
      )}
      {mayEdit && each.state === 'confirmed' && (
        <PlainButton text="登记退出" onTap={() => setAsked('leaving')} />
      )}
      <Sheet title="这一年" open={asked === 'year'} onClose={close}>
        <YearRecord each={each} of={of} query={query} onDone={close} />
      </Sheet>
      <Sheet title="退出" open={asked === 'leaving'} onClose={close}>
        <Leaving each={each} of={of} query={query} onDone={close} />
      </Sheet>
    </>
  )
}

function wordsOf({ residentIdMasked, stateText, leftOn, years }: ApprenticeView): string {
  const known = years.flatMap(({ year, hoursTenths, hasPassed, settleFen }) =>
    hoursTenths === null
      ? []
      : `第${String(year)}年${String(hoursTenths / 10)}课时，考核${hasPassed ? '通过' : '没过'}，${formatYuan(settleFen)}`,
  )
  const left = leftOn === null ? [] : [`${chineseDay(leftOn)}退出`]
  return [...(residentIdMasked === null ? [] : [residentIdMasked]), stateText, ...left, ...known].join('，')
}

function Adding({ of, query, onDone }: ProgrammeProps & { onDone: () => void }) {
  const [name, setName] = useState('')
  const [residentIdNumber, setNumber] = useState('')
  const send = useCommand(async (key: string, body: NewApprenticeBody) => {
    query.replace(await apprenticeshipApi.addApprentice(key, of.id, body))
    onDone()
  })
  const field = (value: string, onInput: (text: string) => void, pointer: string) => ({
    ...{ value, onInput, onBlur: () => undefined },
    error: send.problem?.errors.find((each) => each.pointer === pointer)?.detail,
  })
  return (
    <>
      <TextField label="姓名" control={field(name, setName, '/name')} maxLength={30} />
      <TextField
        label="身份证号"
        keyboard="idcard"
        control={field(residentIdNumber, setNumber, '/residentIdNumber')}
        maxLength={24}
      />
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="添上，等他确认"
        busy={send.busy}
        disabled={name.trim() === '' || residentIdNumber.trim() === ''}
        onTap={() => void send.run({ name: name.trim(), residentIdNumber: residentIdNumber.trim() })}
      />
    </>
  )
}
