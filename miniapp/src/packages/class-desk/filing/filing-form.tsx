import { useState } from 'react'
import type { FilingView } from '#shared/class-filings'
import { programmeDate, useProgramme } from '../../../api/programme'
import { Card } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { useCommand } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { classDeskApi } from '../../../api/class-endpoints'
import { ReasonSheet } from '../../../components/reason-sheet'
import { StepList } from '../step-list'
import { BasicFields } from './basic-fields'
import { Outlook } from './filing-facts'
import { dayAfter } from './lesson-days'
import { LessonFields } from './lesson-fields'
import { DayField, LineField } from './line-field'
import { PlaceFields } from './place-fields'
import { SyllabusFields } from './syllabus-fields'
import { TeacherFields } from './teacher-fields'
import { useFilingDraft, type FilingDraft } from './use-filing-draft'

/** A class is written down here, saved by itself at every pause, and filed when nothing stands against it. */
export function FilingForm({ filing, query }: { filing: FilingView; query: Query<FilingView> }) {
  const of = useFilingDraft(filing, query)
  // A class begins tomorrow at the earliest: the bureaux have to read it first.
  const from = dayAfter(programmeDate(useProgramme()))
  const [isGivingUp, setGivingUp] = useState(false)
  const giveUp = useCommand(async (key: string, reason: string) => {
    const { revision } = filing
    query.replace(await classDeskApi.filingStep(key, filing.id, { event: 'cancel', revision, reason }))
  })
  /** What stands against a list as a whole. */
  const faultsOf = (pointer: string) =>
    filing.faults
      .filter((fault) => fault.pointer === pointer && of.errorAt(pointer) !== undefined)
      .map(({ detail }) => detail)
  return (
    <PageFrame title="开班备案" footer={<FileBar of={of} />}>
      <Returned filing={filing} />
      <Standing of={of} />
      <BasicFields of={of} from={from} />
      <PlaceFields of={of} />
      <TeacherFields of={of} faults={faultsOf('/teachers')} />
      <SyllabusFields of={of} faults={faultsOf('/syllabus')} />
      <Outlook filing={filing} />
      <LessonFields of={of} from={from} faults={faultsOf('/lessons')} />
      <ExamFields of={of} from={from} />
      <StepList steps={filing.history} />
      <DangerButton text="不办了" onTap={() => setGivingUp(true)} />
      <ReasonSheet
        title="不办这个班"
        consequence="备案就此结束，不能恢复。写的内容还看得到，可以照着再开一个。"
        open={isGivingUp}
        busy={giveUp.busy}
        problem={giveUp.problem}
        onClose={() => setGivingUp(false)}
        onSend={(reason) => void giveUp.run(reason)}
      />
    </PageFrame>
  )
}

function Returned({ filing: { returned } }: { filing: FilingView }) {
  if (returned === null) return null
  return (
    <Notice tone="stop" title={`${returned.by}：${returned.label}`}>
      {returned.comment === '' ? returned.say : `${returned.comment}。${returned.say}`}
    </Notice>
  )
}

/** Whether what is on the screen is safe, and what to do when somebody else has written here meanwhile. */
function Standing({ of: { save, takeTheirs } }: { of: FilingDraft }) {
  if (save.problem?.code === 'changed_meanwhile')
    return (
      <Notice
        tone="stop"
        title="同事刚刚也改了这份备案"
        action={<PlainButton text="看同事改的" onTap={takeTheirs} />}
      >
        您这边新写的还没存上。点下面会换成同事改的，您再补。
      </Notice>
    )
  return <ProblemNotice problem={save.problem} />
}

function ExamFields({ of: { draft, edit, errorAt }, from }: { of: FilingDraft; from: string }) {
  const set = (change: Partial<typeof draft.exam>) => edit({ exam: { ...draft.exam, ...change } })
  return (
    <Card title="考试">
      <DayField
        label="考试日期"
        value={draft.exam.heldOn}
        from={from}
        suggested={draft.endsOn}
        error={errorAt('/exam/heldOn')}
        onChange={(heldOn) => set({ heldOn })}
      />
      <LineField
        label="考试地点"
        value={draft.exam.place}
        maxLength={60}
        error={errorAt('/exam/place')}
        onChange={(place) => set({ place })}
      />
      <LineField
        label="谁来考（可以不写）"
        hint="写目录里评价机构的名称，成绩就由它登记"
        value={draft.exam.body}
        maxLength={60}
        error={errorAt('/exam/body')}
        onChange={(body) => set({ body })}
      />
    </Card>
  )
}

function FileBar({ of }: { of: FilingDraft }) {
  const count = of.countAt('')
  const problem = of.file.problem
  return (
    <>
      {count > 0 && <Notice tone="stop">{`还有${String(count)}处要写、要改，上面标红了`}</Notice>}
      <ProblemNotice problem={problem} />
      <PrimaryButton
        text={of.isUnsaved ? '存好并提交备案' : '提交备案'}
        busy={of.file.busy}
        disabled={of.save.busy}
        onTap={() => void of.file.run()}
      />
    </>
  )
}
