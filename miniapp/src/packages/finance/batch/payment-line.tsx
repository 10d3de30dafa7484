import { Text, View } from '@tarojs/components'
import { formatLedger } from '#shared/money'
import { paymentFailureCodes, paymentFailures, type PaymentView } from '#shared/payouts'
import { ChoiceChips } from '../../../components/choice-chips'
import { TextField } from '../../../components/form-field'
import { OptionList } from '../../../components/option-list'
import { StatusTag } from '../../../components/status-tag'
import { Tappable } from '../../../components/tappable'
import type { EnteredResult } from '../bank-results'
import { Sum } from '../sum'
import type { BankResults } from '../use-bank-results'
import './payment-line.scss'

export interface PaymentLineProps {
  payment: PaymentView
  results: BankResults
  /** Where the list stands: only what is at the bank gets answers, only what is open gives anything back. */
  takes: 'answers' | 'removals' | 'nothing'
  onTakeOut: (line: PaymentView['lines'][number]) => void
}

/** One payment: to whom, how much, and the bank's answer: recorded for good, or to be entered. */
export function PaymentLine({ payment, results, takes, onTakeOut }: PaymentLineProps) {
  return (
    <View className="payment">
      <View className="payment__line">
        <Text className="payment__name">{payment.claimantMasked}</Text>
        <Sum fen={payment.amountFen} />
      </View>
      <Text className="payment__note">
        {payment.bankName}，尾号{payment.cardMasked.slice(-4)}
      </Text>
      {payment.paymentNo !== null && <Text className="payment__note">{payment.paymentNo}</Text>}
      {payment.lines.map((line) => (
        <View key={line.claimId} className="payment__line">
          <Text className="payment__note">
            回执{line.claimNo}
            {payment.lines.length > 1 && `，${formatLedger(line.amountFen)}元`}
            {line.attempt > 1 && `，第${String(line.attempt)}次打款`}
          </Text>
          {takes === 'removals' && (
            <Tappable
              className="payment__clear"
              label={`把${payment.claimantMasked}的${line.claimNo}拿下名单`}
              onTap={() => onTakeOut(line)}
            >
              <Text>拿下名单</Text>
            </Tappable>
          )}
        </View>
      ))}
      {payment.outcome === 'pending'
        ? takes === 'answers' && <ResultEntry payment={payment} results={results} />
        : payment.outcome !== 'void' && <Recorded payment={payment} />}
    </View>
  )
}

function Recorded({ payment }: { payment: PaymentView }) {
  const paid = payment.outcome === 'paid'
  return (
    <View className="payment__recorded">
      <StatusTag tone={paid ? 'ok' : 'stop'} text={paid ? '已到账' : '没打成'} />
      <Text className="payment__note">
        {paid ? `流水号${payment.bankReference ?? ''}` : (payment.failureText ?? '')}
      </Text>
    </View>
  )
}

const outcomes = [
  { value: 'paid', label: '到账' },
  { value: 'failed', label: '失败' },
] as const
const failures = paymentFailureCodes.map((value) => ({ value, label: paymentFailures[value] }))

function ResultEntry({ payment, results }: Pick<PaymentLineProps, 'payment' | 'results'>) {
  const entry = results.entered[payment.id]
  const enter = (change: Partial<EnteredResult>) => results.enter(payment.id, change)
  return (
    <View className="payment__entry">
      <View className="payment__outcomes">
        <ChoiceChips
          label={`${payment.claimantMasked}的打款结果`}
          choices={outcomes}
          value={entry?.outcome ?? null}
          onChange={(outcome) => enter({ outcome })}
        />
        {entry && (
          <Tappable
            className="payment__clear"
            label={`不登记${payment.claimantMasked}`}
            onTap={() => results.clear(payment.id)}
          >
            <Text>先不登记</Text>
          </Tappable>
        )}
      </View>
      {entry?.outcome === 'paid' && (
        <TextField
          label="银行流水号"
          maxLength={40}
          control={{
            value: entry.bankReference,
            error: results.errors[payment.id],
            onInput: (bankReference) => enter({ bankReference }),
            onBlur: () => undefined,
          }}
        />
      )}
      {entry?.outcome === 'failed' && (
        <OptionList
          label="银行说的原因"
          options={failures}
          value={entry.failureCode}
          error={results.errors[payment.id]}
          onChange={(failureCode) => enter({ failureCode })}
        />
      )}
    </View>
  )
}
