import { useState } from 'react'
import {
  correctionReasonLabels,
  type CorrectionDecisionBody,
  type CorrectionItem,
  type CorrectionPapersView,
} from '#shared/identity-correction'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import { confirmed } from '../../../platform/confirm'
import { dayAndTime } from '../../../theme/dates'

export interface DecisionProps {
  title: string
  item: CorrectionItem
  onBack: () => void
  /** @param words what was done, for a moment on the screen */
  onDecided: (words: string) => void
}

/** One request: look at both papers, compare with the document, decide. */
export function Decision({ title, item, onBack, onDecided }: DecisionProps) {
  const [papers, setPapers] = useState<CorrectionPapersView | null>(null)
  const [isRefusing, setRefusing] = useState(false)
  const look = useCommand(async () => setPapers(await api.lookAtCorrection(item.id)))
  const decide = useCommand(async (key: string, decision: CorrectionDecisionBody) => {
    await api.decideCorrection(key, item.id, decision)
    onDecided(decision.kind === 'accept' ? '已更正' : '已告诉本人')
  })
  const accept = async () => {
    const sure = await confirmed({
      title: '和证件原件对过了？',
      content: '改好以后，培训记录和以后的申领都算在这个身份上。',
      yes: '改',
      no: '再看看',
      grave: true,
    })
    if (sure) await decide.run({ kind: 'accept' })
  }
  return (
    <PageFrame
      title={title}
      footer={
        papers ? (
          <>
            <PrimaryButton text="对过原件，改" busy={decide.busy} onTap={() => void accept()} />
            <DangerButton text="不改，说明原因" disabled={decide.busy} onTap={() => setRefusing(true)} />
          </>
        ) : (
          <>
            <PrimaryButton
              text="看完整信息，对原件"
              busy={look.busy}
              busyText="正在取…"
              onTap={() => void look.run()}
            />
            <DangerButton text="不改，说明原因" disabled={decide.busy} onTap={() => setRefusing(true)} />
          </>
        )
      }
    >
      <Papers title="登记的" papers={papers?.before ?? null} masked={item.before} />
      <Papers title="要改成" papers={papers?.after ?? null} masked={item.after} />
      <Card>
        <Fact label="原因">{correctionReasonLabels[item.reason]}</Fact>
        <Fact label="申请">{dayAndTime(item.askedAt)}</Fact>
      </Card>
      <ProblemNotice problem={look.problem ?? decide.problem} />
      <PlainButton text="回到列表" onTap={onBack} />
      <Refusal
        open={isRefusing}
        onClose={() => setRefusing(false)}
        onRefuse={(comment) => {
          setRefusing(false)
          void decide.run({ kind: 'refuse', comment })
        }}
      />
    </PageFrame>
  )
}

function Papers({
  title,
  papers,
  masked,
}: {
  title: string
  papers: CorrectionPapersView['before'] | null
  masked: CorrectionItem['before']
}) {
  return (
    <Card title={title}>
      <Fact label="姓名">{papers?.name ?? masked.nameMasked}</Fact>
      <Fact label="证件号码">{papers?.residentIdNumber ?? masked.residentIdMasked}</Fact>
    </Card>
  )
}

function Refusal({
  open,
  onClose,
  onRefuse,
}: {
  open: boolean
  onClose: () => void
  onRefuse: (comment: string) => void
}) {
  const [comment, setComment] = useState('')
  return (
    <Sheet title="不改" open={open} onClose={onClose}>
      <TextAreaField
        label="为什么不改，本人接下来怎么办"
        hint="申请人会看到，不要写证件号码"
        maxLength={100}
        control={{ value: comment, error: undefined, onInput: setComment, onBlur: () => undefined }}
      />
      <PrimaryButton
        text="告诉本人"
        disabled={comment.trim() === ''}
        onTap={() => onRefuse(comment.trim())}
      />
    </Sheet>
  )
}
