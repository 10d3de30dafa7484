import { useState } from 'react'
import type { ApprenticeshipEventBody } from '#shared/apprenticeships'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { ProblemNotice } from '../../../components/notice'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { confirmed, type Question } from '../../../platform/confirm'
import type { ProgrammeProps } from './programme'

type PlainEvent = 'file' | 'take_back' | 'accept'
const plain: Readonly<Record<PlainEvent, { text: string; question: Question }>> = {
  file: {
    text: '提交审核',
    question: { title: '提交审核？', content: '住建、人社两个部门依次审核，审核的时候不能改。', yes: '提交' },
  },
  take_back: { text: '收回来改', question: { title: '收回？', content: '改好再提交。', yes: '收回' } },
  accept: {
    text: '通过',
    question: { title: '通过这一步？', content: '学徒、材料、课时和考核都核对过了。', yes: '通过' },
  },
}
const order: readonly PlainEvent[] = ['accept', 'file', 'take_back']

/** The steps that the server permits, and nothing else. */
export function ProgrammeSteps({ of, query }: ProgrammeProps) {
  const { id, revision, permittedEvents, faults } = of
  const [isReturning, setReturning] = useState(false)
  const step = useCommand(async (key: string, body: ApprenticeshipEventBody) => {
    query.replace(await apprenticeshipApi.step(key, id, body))
    setReturning(false)
  })
  const take = async (event: PlainEvent) => {
    if (await confirmed(plain[event].question)) await step.run({ event, revision })
  }
  const [fault] = faults
  const mayFile = permittedEvents.includes('file')
  return (
    <>
      {!isReturning && <ProblemNotice problem={step.problem} />}
      <WhyNot text={mayFile && fault ? fault.detail : ''} />
      {order
        .filter((event) => permittedEvents.includes(event))
        .map((event) => (
          <PrimaryButton
            key={event}
            text={plain[event].text}
            busy={step.busy}
            disabled={event === 'file' && fault !== undefined}
            onTap={() => void take(event)}
          />
        ))}
      {permittedEvents.includes('return') && (
        <DangerButton text="退回" disabled={step.busy} onTap={() => setReturning(true)} />
      )}
      <Sheet title="退回" open={isReturning} onClose={() => setReturning(false)}>
        <Returning
          busy={step.busy}
          onSend={(comment) => void step.run({ event: 'return', comment, revision })}
        />
        <ProblemNotice problem={step.problem} />
      </Sheet>
    </>
  )
}

function Returning({ busy, onSend }: { busy: boolean; onSend: (comment: string) => void }) {
  const [words, setWords] = useState('')
  const comment = words.replace(/\s+/g, ' ').trim()
  return (
    <>
      <TextAreaField
        label="要改什么"
        hint="企业看得到，写清楚缺什么、哪里不对"
        control={{ value: words, error: undefined, onInput: setWords, onBlur: () => undefined }}
      />
      <PlainButton text="退回" busy={busy} disabled={comment.length < 4} onTap={() => onSend(comment)} />
    </>
  )
}
