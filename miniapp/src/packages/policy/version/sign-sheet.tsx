import { useState } from 'react'
import type { DifferenceView } from '#shared/policy-versions'
import { formatYuan } from '#shared/money'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import type { VersionDesk } from './use-version-desk'

/** Whoever approves signs what they saw: this content, and how many claims it would change. */
export function SignSheet(props: { revision: number; difference: DifferenceView; desk: VersionDesk }) {
  const { revision, difference, desk } = props
  const [open, setOpen] = useState(false)
  const [statement, setStatement] = useState('')
  const [asked, setAsked] = useState(false)
  const { hash, changed, beforeFen, afterFen } = difference
  const summary = `${String(changed)}件会变，合计从${formatYuan(beforeFen)}到${formatYuan(afterFen)}`
  const send = () => {
    setAsked(true)
    const written = statement.trim()
    if (written === '') return
    void desk.sign.run(
      { revision, hash, changed, statement: written },
      {
        title: '在比对结果上签字？',
        content: `${summary}。签字会留下您的名字，内容再改就作废。`,
        yes: '签字',
      },
    )
  }
  return (
    <>
      <PlainButton text="看过了，签字" onTap={() => setOpen(true)} />
      <Sheet title="在比对结果上签字" open={open} onClose={() => setOpen(false)}>
        <Notice>{summary}</Notice>
        <TextAreaField
          label="您的意见"
          hint="比如：看过每一件，变化符合新文件"
          control={{
            value: statement,
            error: asked && statement.trim() === '' ? '请写一句意见' : undefined,
            onInput: setStatement,
            onBlur: () => undefined,
          }}
        />
        <ProblemNotice problem={desk.sign.problem} />
        <PrimaryButton text="签字" busy={desk.sign.busy} onTap={send} />
      </Sheet>
    </>
  )
}
