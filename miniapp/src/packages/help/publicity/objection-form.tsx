import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { ObjectionBody, ObjectionReceipt, PublicityItem } from '#shared/objections'
import { chineseDay } from '#shared/subsidy-calendar'
import { publicityApi } from '../../../api/publicity-endpoints'
import { CheckRow } from '../../../components/check-row'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { copyText } from '../../../platform/clipboard'
import '../code.scss'

/** Says what is wrong with one name; afterwards the code by which the answer is read. */
export function ObjectionForm({ of, onSent }: { of: PublicityItem; onSent: () => void }) {
  const me = useSession()
  const [words, setWords] = useState('')
  const [isNamed, setNamed] = useState(false)
  const [receipt, setReceipt] = useState<ObjectionReceipt | null>(null)
  const send = useCommand(async (key: string, body: ObjectionBody) => {
    setReceipt(await publicityApi.object(key, of.id, body))
    onSent()
  })
  if (receipt) return <Receipt of={receipt} />
  const error = send.problem?.errors.find(({ pointer }) => pointer === '/words')?.detail
  const written = words.replace(/\s+/g, ' ').trim()
  return (
    <>
      <TextAreaField
        label="哪里不对"
        hint="什么时候、在哪儿、您怎么知道的。不用写您自己的证件号"
        control={{ value: words, error, onInput: setWords, onBlur: () => undefined }}
        maxLength={500}
      />
      {me && (
        <CheckRow checked={isNamed} label="答复了告诉我" onToggle={() => setNamed(!isNamed)}>
          答复了告诉我（办事的人和被公示的人都看不到您是谁）
        </CheckRow>
      )}
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="提交异议"
        busy={send.busy}
        disabled={written === ''}
        onTap={() => void send.run({ words: written, isAnonymous: !isNamed })}
      />
    </>
  )
}

function Receipt({ of: { code, dueOn } }: { of: ObjectionReceipt }) {
  return (
    <>
      <Notice title="收到了，先不打款">
        人社部门核实后答复{dueOn === null ? '' : `，最晚${chineseDay(dueOn)}`}
        。凭下面的查询码，在“查异议答复”里看。
      </Notice>
      <Text className="help-code" userSelect>
        {code}
      </Text>
      <PlainButton text="复制查询码" onTap={() => void copyText(code)} />
    </>
  )
}
