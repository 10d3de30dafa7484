import { useState } from 'react'
import { chargerNames, chargers, type ChargeReportBody } from '#shared/charge-reports'
import { chargeApi } from '../../../api/charge-endpoints'
import { Card } from '../../../components/card'
import { CheckRow } from '../../../components/check-row'
import { ChoiceChips } from '../../../components/choice-chips'
import { Empty } from '../../../components/empty'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useSession } from '../../../hooks/use-session'
import { back } from '../../../routes'

const title = '举报收费'
const choices = chargerNames.map((value) => ({ value, label: chargers[value] }))
const plain = (value: string, onInput: (text: string) => void, error?: string) => ({
  ...{ value, error, onInput, onBlur: () => undefined },
})

/** Somebody wanted money: who, where, how much, how it went. Anybody may say so, and need not say who they are. */
export default function ChargeReportPage() {
  const me = useSession()
  const [charger, setCharger] = useState<ChargeReportBody['charger'] | null>(null)
  const [where, setWhere] = useState('')
  const [yuan, setYuan] = useState('')
  const [words, setWords] = useState('')
  const [isNamed, setNamed] = useState(false)
  const [isSent, setSent] = useState(false)
  const send = useCommand(async (key: string, body: ChargeReportBody) => {
    await chargeApi.report(key, body)
    setSent(true)
  })
  if (isSent)
    return (
      <PageFrame title={title}>
        <Empty
          icon="done"
          title="收到了"
          text={isNamed ? '住建部门会查，查完在“消息”里告诉您。' : '住建部门会查。您没留名，查完不能告诉您。'}
          action={<PlainButton text="返回" onTap={() => void back()} />}
        />
      </PageFrame>
    )
  const errorOf = (field: string) => send.problem?.errors.find(({ pointer }) => pointer === field)?.detail
  const amountFen = fenOf(yuan)
  const lacking = whatLacks({ charger, words, amountFen })
  const submit = () => {
    if (charger === null || amountFen === undefined) return
    const told = { charger, where: oneLine(where), amountFen, happenedOn: null, words: oneLine(words) }
    void send.run({ ...told, isAnonymous: !isNamed })
  }
  return (
    <PageFrame
      title={title}
      footer={
        <>
          <WhyNot text={lacking} />
          <PrimaryButton text="举报" busy={send.busy} disabled={lacking !== ''} onTap={submit} />
        </>
      }
    >
      <Notice title="报名、申领、打款都不收钱">
        培训班自己的学费，班级页面上写明。补贴是您的，不用分给任何人。
      </Notice>
      <Card title="谁要收钱？">
        <ChoiceChips label="谁要收钱？" choices={choices} value={charger} onChange={setCharger} />
        <TextField
          label="哪家、哪个工地"
          hint="知道就写"
          control={plain(where, setWhere, errorOf('/where'))}
          maxLength={60}
        />
        <TextField
          label="多少元"
          hint="不清楚可以不填"
          keyboard="digit"
          control={plain(yuan, setYuan)}
          maxLength={9}
        />
        <TextAreaField
          label="怎么回事"
          hint="什么时候、怎么说的。不用写您自己的证件号"
          control={plain(words, setWords, errorOf('/words'))}
          maxLength={500}
        />
      </Card>
      {me?.roles.includes('worker') && (
        <Card>
          <CheckRow checked={isNamed} label="查完告诉我" onToggle={() => setNamed(!isNamed)}>
            查完告诉我（办事的人看不到您是谁）
          </CheckRow>
        </Card>
      )}
      <ProblemNotice problem={send.problem} />
    </PageFrame>
  )
}

/** Several lines become one: the server keeps a sentence or two. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Null = nothing typed; undefined = it is no sum. */
function fenOf(yuan: string): number | null | undefined {
  const text = yuan.normalize('NFKC').trim()
  if (text === '') return null
  return /^\d{1,6}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? Math.round(Number(text) * 100) : undefined
}

function whatLacks(of: { charger: unknown; words: string; amountFen: number | null | undefined }): string {
  if (of.charger === null) return '请选是谁要收钱'
  if (of.amountFen === undefined) return '金额写数字，比如200'
  return of.words.trim() === '' ? '请写几句，怎么回事' : ''
}
