import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import type { ApiProblem } from '../../../api/api-problem'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { replaceBy } from '../../../routes'
import { unsavedCount } from '../edit/use-policy-edit'
import { bodyOf, questionOf, stepWords, steps, type Step } from './steps'
import type { VersionDesk } from './use-version-desk'
import './step-bar.scss'

/** What the server lets this person do with the version now, and nothing else. */
export function StepBar({ view, desk }: { view: PolicyVersionView; desk: VersionDesk }) {
  const online = useOnline()
  const [asked, setAsked] = useState<Step | null>(null)
  const unsaved = unsavedCount(view.id)
  const permitted = view.desk?.permittedEvents ?? []
  const possible = steps.filter((step) => permitted.includes(step))
  const isShown = asked !== null && possible.includes(asked)
  return (
    <View className="step-bar">
      {!isShown && <StepProblem problem={desk.step.problem} />}
      <WhyNot text={online ? '' : '没有网络，连上网再办。'} />
      {unsaved > 0 && permitted.includes('edit') && (
        <WhyNot text={`您有${String(unsaved)}处改动还没保存。验算、比对和复核看的是保存过的。`} />
      )}
      <View className="step-bar__buttons">
        {permitted.includes('edit') && (
          <View className="step-bar__button">
            <PlainButton
              text={unsaved > 0 ? '接着改' : '修改内容'}
              onTap={() => void replaceBy('policyEdit', { id: view.id })}
            />
          </View>
        )}
        {possible.map((step) => (
          <View key={step} className="step-bar__button">
            <StepButton step={step} disabled={!online} onTap={() => setAsked(step)} />
          </View>
        ))}
      </View>
      {isShown && (
        <StepSheet key={asked} step={asked} view={view} desk={desk} onClose={() => setAsked(null)} />
      )}
    </View>
  )
}

const buttons = { primary: PrimaryButton, plain: PlainButton, danger: DangerButton }

function StepButton({ step, disabled, onTap }: { step: Step; disabled: boolean; onTap: () => void }) {
  const { look, button } = stepWords[step]
  const Button = buttons[look]
  return <Button text={button} disabled={disabled} onTap={onTap} />
}

interface StepSheetProps {
  step: Step
  view: PolicyVersionView
  desk: VersionDesk
  onClose: () => void
}

function StepSheet({ step, view, desk, onClose }: StepSheetProps) {
  const [text, setText] = useState('')
  const [mistake, setMistake] = useState<string | undefined>()
  const { button, needs, hint, consequence } = stepWords[step]
  const send = () => {
    const read = bodyOf(step, text, view.desk?.revision ?? 0)
    setMistake('mistake' in read ? read.mistake : undefined)
    if ('body' in read) void desk.step.run(read.body, questionOf(step, view))
  }
  const control = {
    value: text,
    error: mistake ?? fieldMistake(desk.step.problem),
    onInput: setText,
    onBlur: () => undefined,
  }
  return (
    <Sheet title={button} open onClose={onClose}>
      <Text>{consequence}</Text>
      {needs === 'date' && <TextField label="从哪天起" hint={hint} control={control} />}
      {(needs === 'reason' || needs === 'comment') && (
        <TextAreaField label={needs === 'reason' ? '原因' : '意见'} hint={hint} control={control} />
      )}
      <StepProblem problem={desk.step.problem} />
      <PrimaryButton text={button} busy={desk.step.busy} onTap={send} />
    </Sheet>
  )
}

function fieldMistake(problem: ApiProblem | null): string | undefined {
  return problem?.code === 'invalid_fields' ? problem.errors[0]?.detail : undefined
}

/** A refusal for its conditions names every one of them. */
function StepProblem({ problem }: { problem: ApiProblem | null }) {
  if (problem?.code === 'changed_meanwhile') {
    return (
      <Notice tone="wait" title="这一版刚刚有变化">
        已换成最新的内容，请再看一遍再办。
      </Notice>
    )
  }
  if (problem?.code !== 'version_not_ready' || problem.errors.length === 0) {
    return <ProblemNotice problem={problem} />
  }
  return (
    <Notice tone="stop" title={problem.title}>
      <View className="policy-list-of-reasons">
        {problem.errors.map((each) => (
          <Text key={each.code}>{each.detail}</Text>
        ))}
      </View>
    </Notice>
  )
}
