import { Text, View } from '@tarojs/components'
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
}

/** One payment: to whom, how much, and the bank's answer: recorded for good, or to be entered. */
export function PaymentLine({ payment, results }: PaymentLineProps) {
  return (
    <View className="payment">
      <View className="payment__line">
        <Text className="payment__name">{payment.claimantMasked}</Text>
        <Sum fen={payment.amountFen} />
      </View>
      <Text className="payment__note">
        {payment.bankName}，尾号{payment.cardMasked.slice(-4)}
        {payment.attempt > 1 && `，第${String(payment.attempt)}次打款`}
      </Text>
      <Text className="payment__note">{payment.claimNo}</Text>
      {payment.outcome === 'pending' ? (
        <ResultEntry payment={payment} results={results} />
      ) : (
        <Recorded payment={payment} />
      )}
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

function ResultEntry({ payment, results }: PaymentLineProps) {
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
