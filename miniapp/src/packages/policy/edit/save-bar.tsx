import { useState } from 'react'
import { View } from '@tarojs/components'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useOnline } from '../../../platform/network'
import { replaceBy } from '../../../routes'
import { firstSection, sectionOf, sections, type Section } from './sections'
import type { DeskView, PolicyEdit } from './use-policy-edit'

export interface SaveBarProps {
  view: DeskView
  edit: PolicyEdit
  onGo: (section: Section) => void
}

/** How much was changed, and whether it can be saved; why it was changed is asked on the way. */
export function SaveBar({ view, edit, onGo }: SaveBarProps) {
  const online = useOnline()
  const [open, setOpen] = useState(false)
  const count = Object.keys(edit.changes).length
  const [wrong] = edit.problems
  // All is saved: the next change must not open the sheet by itself.
  if (open && count === 0) setOpen(false)
  if (count === 0) {
    return <PlainButton text="去看验算和比对" onTap={() => void replaceBy('policy', { id: view.id })} />
  }
  const obstacle = whyNot(edit, online)
  return (
    <View className="save-bar">
      <WhyNot text={obstacle} />
      {edit.undo && <PlainButton text="撤销刚才去掉的" onTap={edit.undo} />}
      {wrong ? (
        <PlainButton
          text="去看哪里不对"
          onTap={() => onGo(sections.find((each) => each.id === sectionOf(wrong.pointer)) ?? firstSection)}
        />
      ) : (
        <PrimaryButton
          text={`保存${String(count)}处改动`}
          busy={edit.save.busy}
          disabled={obstacle !== ''}
          busyText="正在保存…"
          onTap={() => setOpen(true)}
        />
      )}
      {open && !edit.isOvertaken && <SaveSheet edit={edit} onClose={() => setOpen(false)} />}
    </View>
  )
}

function SaveSheet({ edit, onClose }: { edit: PolicyEdit; onClose: () => void }) {
  const [asked, setAsked] = useState(false)
  // What the other wrote is on its way; with it this sheet goes.
  const isBehind = edit.save.problem?.code === 'changed_meanwhile'
  const isMissing = edit.note.trim() === ''
  const save = () => {
    setAsked(true)
    if (!isMissing) void edit.save.run()
  }
  return (
    <Sheet title="保存草稿" open onClose={onClose}>
      <TextAreaField
        label="改了什么，为什么改"
        hint="复核和审批的人会看到"
        control={{
          value: edit.note,
          error: asked && isMissing ? '写一句为什么改，就能保存' : undefined,
          onInput: edit.setNote,
          onBlur: () => undefined,
        }}
      />
      {isBehind ? (
        <Notice tone="wait" title="别人刚保存过这一版">
          您改的都在。正在取别人改的，取来了先看一遍。取不来就关掉这里，刷新一下。
        </Notice>
      ) : (
        <>
          <ProblemNotice problem={edit.save.problem} />
          <PrimaryButton text="保存" busy={edit.save.busy} busyText="正在保存…" onTap={save} />
        </>
      )}
    </Sheet>
  )
}

function whyNot(edit: PolicyEdit, online: boolean): string {
  if (!online) return '没有网络。您写的都留着，连上网再保存。'
  if (edit.isOvertaken) return '先看一遍别人改的，再保存'
  const [wrong] = edit.problems
  return wrong ? `有${String(edit.problems.length)}处要改：${wrong.detail}` : ''
}
