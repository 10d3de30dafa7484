import { useState } from 'react'
import { View } from '@tarojs/components'
import type { BudgetLineView } from '#shared/budgets'
import { formatLedger, parseYuan } from '#shared/money'
import type { BatchView } from '#shared/payouts'
import { payoutApi } from '../../../api/payout-endpoints'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { OptionList } from '../../../components/option-list'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { ReasonSheet } from '../../../components/reason-sheet'
import { WhyNot } from '../../../components/why-not'
import { useQuery } from '../../../hooks/use-query'
import { useOnline } from '../../../platform/network'
import type { BatchSteps as Steps } from './use-batch-steps'
import './batch-steps.scss'

interface BatchStepsProps {
  batch: BatchView
  steps: Steps
}

/** The one next step of the list, and giving it up; nothing once it is over. */
export function BatchSteps({ batch, steps }: BatchStepsProps) {
  const online = useOnline()
  const [isGivingUp, setGivingUp] = useState(false)
  const { permittedEvents } = batch
  if (permittedEvents.length === 0) return null
  return (
    <View className="batch-steps">
      {!isGivingUp && <ProblemNotice problem={steps.take.problem ?? steps.takeOut.problem} />}
      <WhyNot text={online ? whyNot(batch) : '没有网络，连上网再办。'} />
      <NextStep batch={batch} steps={steps} online={online} />
      {batch.state === 'frozen' && !permittedEvents.includes('approve') && (
        <PlainButton
          text="看看核准了没有"
          busy={steps.look.busy}
          busyText="正在看…"
          disabled={!online}
          onTap={() => void steps.look.run()}
        />
      )}
      {permittedEvents.includes('void') && (
        <PlainButton text="作废这一批" disabled={!online} onTap={() => setGivingUp(true)} />
      )}
      <ReasonSheet
        title="作废这一批"
        open={isGivingUp}
        consequence="名单上的申领都回到“待打款”，位置不变。作废不能恢复，要打款就另组一批。"
        busy={steps.take.busy}
        problem={steps.take.problem}
        onClose={() => setGivingUp(false)}
        onSend={(reason) =>
          void steps.take.run(batch, { event: 'void', reason }).then(() => setGivingUp(false))
        }
      />
    </View>
  )
}

const nextSteps = {
  approve: '核准这份名单',
  export: '导出给银行',
} as const

function NextStep({ batch, steps, online }: BatchStepsProps & { online: boolean }) {
  const { permittedEvents, listHash } = batch
  if (permittedEvents.includes('close')) return <Close batch={batch} steps={steps} online={online} />
  if (permittedEvents.includes('freeze')) return <Freeze batch={batch} steps={steps} online={online} />
  const event = (['approve', 'export'] as const).find((each) => permittedEvents.includes(each))
  if (event === undefined) return null
  const step = event === 'approve' ? { event, listHash: listHash ?? '' } : { event }
  return (
    <PrimaryButton
      text={nextSteps[event]}
      busy={steps.take.busy}
      disabled={!online}
      onTap={() => void steps.take.run(batch, step)}
    />
  )
}

/** Where the money comes from has to be said before the list stands: it is committed then. */
function Freeze({ batch, steps, online }: BatchStepsProps & { online: boolean }) {
  const budgets = useQuery(() => payoutApi.budgets(), { cacheKey: 'budgets' })
  const [chosen, setChosen] = useState<string | null>(null)
  const enough = (budgets.data?.items ?? []).filter(
    (line) => line.county === batch.county && line.availableFen >= batch.totalFen,
  )
  const lineId = chosen ?? (enough.length === 1 ? enough[0]?.id : null) ?? null
  const isShort = budgets.data !== null && enough.length === 0
  return (
    <>
      {enough.length > 1 && (
        <OptionList
          label="从哪笔资金出"
          options={enough.map((line) => ({ value: line.id, label: fundLabel(line) }))}
          value={lineId}
          onChange={setChosen}
        />
      )}
      <WhyNot text={isShort ? '没有一笔资金够付这一批。先到“资金”里登记下达，或拿下几笔。' : ''} />
      <PrimaryButton
        text="名单定下来"
        busy={steps.take.busy}
        disabled={!online || lineId === null}
        onTap={() => lineId !== null && void steps.take.run(batch, { event: 'freeze', lineId })}
      />
    </>
  )
}

function fundLabel({ source, year, availableFen }: BudgetLineView): string {
  return `${source}，${String(year)}年，可用${formatLedger(availableFen)}元`
}

/** The sum is typed from the bank's statement, not taken over from the screen: that is what comparing means. */
function Close({ batch, steps, online }: BatchStepsProps & { online: boolean }) {
  const [text, setText] = useState('')
  const statementFen = parseYuan(text)
  const differs = statementFen !== null && statementFen !== batch.paidFen
  return (
    <>
      <TextField
        label="银行对账单上，这一批实际付了多少元"
        keyboard="digit"
        maxLength={16}
        control={{
          value: text,
          error: differs ? `登记到账的是${formatLedger(batch.paidFen)}元，对不上。请找银行核对` : undefined,
          onInput: setText,
          onBlur: () => undefined,
        }}
      />
      <PrimaryButton
        text="对账完成"
        busy={steps.take.busy}
        disabled={!online || statementFen === null || differs}
        onTap={() => statementFen !== null && void steps.take.run(batch, { event: 'close', statementFen })}
      />
    </>
  )
}

function whyNot(batch: BatchView): string {
  const { state, permittedEvents, approvals, approvalsNeeded, isMaker } = batch
  if (state === 'open' && !permittedEvents.includes('freeze')) return '名单上还没有人，到“待打款”里加。'
  if (state !== 'frozen' || permittedEvents.includes('approve')) return ''
  const missing = (approvalsNeeded ?? 1) - approvals.length
  const who = isMaker ? '这份名单您经手过' : '您核准过了'
  return `${who}，还要另外${String(missing)}位财政人员核准。`
}
