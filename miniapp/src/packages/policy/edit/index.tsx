import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { api } from '../../../api/endpoints'
import { DeadEnd } from '../../../components/empty'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useParam } from '../../../hooks/use-param'
import { useQuery, type Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { useOnline } from '../../../platform/network'
import { isH5 } from '../../../platform/target'
import { back } from '../../../routes'
import { Tappable } from '../../../components/tappable'
import { CountTags } from './fold'
import { firstSection, sectionOf, sections, type Section } from './sections'
import { usePolicyEdit, type PolicyEdit } from './use-policy-edit'
import './index.scss'
import './section.scss'

const title = '起草政策'

/** Where a version is written: every figure with its clause, every change beside what stood there before. */
export default function PolicyEditPage() {
  const id = useParam('policyEdit', 'id')
  return (
    <StaffOnly title={title} roles={['policy_editor']}>
      <Loading id={id} />
    </StaffOnly>
  )
}

function Loading({ id }: { id: string }) {
  const query = useQuery(() => api.policy(id), { cacheKey: `policy-${id}` })
  const view = query.data
  const { desk } = view ?? {}
  if (view && desk) return <Editor view={{ ...view, desk }} query={query} />
  return (
    <PageFrame title={title} wide>
      <PageState query={query} skeletonLines={8}>
        {() => <DeadEnd title="这一版不能改" text="它已经定下来了。要改，请回到列表起草新的一版。" />}
      </PageState>
    </PageFrame>
  )
}

type DeskView = PolicyVersionView & { desk: NonNullable<PolicyVersionView['desk']> }

function Editor({ view, query }: { view: DeskView; query: Query<PolicyVersionView> }) {
  const edit = usePolicyEdit(view, query)
  const [chosen, setChosen] = useState(firstSection)
  if (!view.desk.permittedEvents.includes('edit')) {
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一版现在不能改" text={`它现在是：${view.stateText}。您没保存的字都留着。`} />
      </PageFrame>
    )
  }
  const { Page } = chosen
  return (
    <PageFrame title={title} wide footer={<SaveBar view={view} edit={edit} onGo={setChosen} />}>
      <Head view={view} edit={edit} query={query} />
      <View className="policy-edit">
        <SectionNav edit={edit} chosen={chosen} onChoose={setChosen} />
        <View className="policy-edit__section">
          <Page edit={edit} />
        </View>
      </View>
    </PageFrame>
  )
}

function Head({ view, edit, query }: { view: DeskView; edit: PolicyEdit; query: Query<PolicyVersionView> }) {
  const { basedOn } = view.desk
  return (
    <>
      <Text className="section-note">
        第{view.version}版，{view.stateText}
        {basedOn && `，照第${String(basedOn.version)}版起草`}
      </Text>
      {query.problem && <ProblemNotice problem={query.problem} />}
      {view.state !== 'draft' && (
        <Notice tone="wait" title={`这一版${view.stateText}`}>
          一保存就回到起草：复核、批准、验算、比对和签字都要重来。
        </Notice>
      )}
      {edit.isOvertaken && (
        <Notice
          tone="wait"
          title="别人刚保存过这一版"
          action={<PlainButton text="看过了，接着改" onTap={edit.accept} />}
        >
          {edit.contested.length === 0
            ? '您改的都在，和别人改的不在一处。请看一遍再保存。'
            : `您改的都在，其中${String(edit.contested.length)}处别人也改了，字段下面写着。请看一遍再保存。`}
        </Notice>
      )}
    </>
  )
}

interface SectionNavProps {
  edit: PolicyEdit
  chosen: Section
  onChoose: (section: Section) => void
}

/** The parts of the version: a strip on a phone, a column on a desk. */
function SectionNav({ edit, chosen, onChoose }: SectionNavProps) {
  const countsOf = (id: string) => ({
    changed: Object.keys(edit.changes).filter((pointer) => sectionOf(pointer) === id).length,
    wrong: edit.problems.filter((each) => sectionOf(each.pointer) === id).length,
  })
  return (
    <View className="policy-edit__nav" {...(isH5 ? { role: 'tablist', 'aria-label': '政策的各部分' } : {})}>
      {sections.map((section) => (
        <Tappable
          key={section.id}
          className={`policy-edit__part ${section.id === chosen.id ? 'policy-edit__part--chosen' : ''}`}
          role="tab"
          label={section.label}
          checked={section.id === chosen.id}
          onTap={() => onChoose(section)}
        >
          <Text>{section.label}</Text>
          <CountTags counts={countsOf(section.id)} />
        </Tappable>
      ))}
    </View>
  )
}

interface SaveBarProps {
  view: DeskView
  edit: PolicyEdit
  onGo: (section: Section) => void
}

/** How much was changed, why, and whether it can be saved. */
function SaveBar({ view, edit, onGo }: SaveBarProps) {
  const online = useOnline()
  const count = Object.keys(edit.changes).length
  const [wrong] = edit.problems
  const obstacle = whyNot(edit, online, count)
  if (count === 0) return <PlainButton text="去看验算和比对" onTap={() => void back()} />
  const save = async () => {
    const sure = view.state === 'draft' || (await confirmed(backToDraft))
    if (sure) await edit.save.run()
  }
  return (
    <View className="save-bar">
      <ProblemNotice problem={edit.save.problem} />
      <TextAreaField
        label={`改了${String(count)}处，为什么改`}
        hint="复核和审批的人会看到"
        control={{ value: edit.note, error: undefined, onInput: edit.setNote, onBlur: () => undefined }}
      />
      <WhyNot text={obstacle} />
      {wrong ? (
        <PlainButton
          text="去看哪里不对"
          onTap={() => onGo(sections.find((each) => each.id === sectionOf(wrong.pointer)) ?? firstSection)}
        />
      ) : (
        <PrimaryButton
          text="保存草稿"
          busy={edit.save.busy}
          disabled={obstacle !== ''}
          busyText="正在保存…"
          onTap={() => void save()}
        />
      )}
    </View>
  )
}

const backToDraft = {
  title: '保存后回到起草？',
  content: '复核、批准、验算、比对和签字都作废，要从头再来。',
  yes: '保存',
  grave: true,
}

function whyNot(edit: PolicyEdit, online: boolean, count: number): string {
  if (!online) return '没有网络。您写的都留着，连上网再保存。'
  if (edit.isOvertaken) return '先看一遍别人改的，再保存'
  const [wrong] = edit.problems
  if (wrong) return `有${String(edit.problems.length)}处要改：${wrong.detail}`
  return count > 0 && edit.note.trim() === '' ? '写一句为什么改，就能保存' : ''
}
