import { useState } from 'react'
import { Text } from '@tarojs/components'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { TextAreaField } from '../../../components/text-area-field'
import './index.scss'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { isH5 } from '../../../platform/target'
import type { Results } from './use-results'

/** Where the sheet comes from: a file, or pasted. */
export function Give({ results: { choose, paste } }: { results: Results }) {
  const online = useOnline()
  const [mark, setMark] = useState('')
  // Results with names and numbers: they survive a failed try, and are written nowhere on the phone.
  const [text, setText] = useState('')
  const passMark = mark.trim() === '' ? null : Number(mark)
  const isMark = passMark === null || (passMark >= 1 && passMark <= 1000)
  const field = (value: string, onInput: (text: string) => void, error?: string) => ({
    ...{ value, onInput, error },
    onBlur: () => undefined,
  })
  const blocked = !online || !isMark
  return (
    <>
      <Card title="表格怎么写">
        <Text className="result-note">
          第一行写列名：姓名、证件号码、成绩、考试日期；有证的再加证书种类、等级、证书编号、发证机构、发证日期、有效期至。没有证件号码的，写手机号或名单序号也行。
        </Text>
      </Card>
      <Card>
        <TextField
          label="合格线（成绩写分数才填）"
          hint="比如60。成绩写合格、不合格的，不用填"
          control={field(mark, setMark, isMark ? undefined : '合格线填1到1000的数字')}
          keyboard="digit"
          maxLength={5}
        />
      </Card>
      <WhyNot text={online ? '' : '没有网络，连上网再读表格。'} />
      <Card title="选一个表格">
        <Text className="result-note">
          {isH5 ? 'Excel（.xlsx）或CSV' : '微信聊天里的Excel（.xlsx）或CSV'}
          文件，一次一个班。先看一遍再登记，选了不会马上写进去。
        </Text>
        <PlainButton
          text="选表格"
          busy={choose.busy}
          busyText="正在读表格…"
          disabled={blocked}
          onTap={() => void choose.run(passMark)}
        />
        <ProblemNotice problem={choose.problem} />
      </Card>
      <Card title="或者粘贴">
        <TextAreaField
          label="从表格里复制，粘贴到这里"
          hint="连列名一起复制"
          control={field(text, setText)}
          maxLength={100_000}
        />
        <PlainButton
          text="看一看"
          busy={paste.busy}
          busyText="正在看…"
          disabled={blocked || text.trim() === ''}
          onTap={() => void paste.run(text, passMark)}
        />
        <ProblemNotice problem={paste.problem} />
      </Card>
    </>
  )
}
