import { useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { api } from '../../../api/endpoints'
import { DeadEnd } from '../../../components/empty'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery, type Query } from '../../../hooks/use-query'
import { isH5 } from '../../../platform/target'
import { Tappable } from '../../../components/tappable'
import { CountTags } from './fold'
import { ReturnedNotice } from '../version/returned-notice'
import { OvertakenNotice } from './overtaken-notice'
import { SaveBar } from './save-bar'
import { firstSection, sectionOf, sections, type Section } from './sections'
import { usePolicyEdit, type DeskView, type PolicyEdit } from './use-policy-edit'
import { scrollPage } from '../../../platform/scroll'
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

function Editor({ view, query }: { view: DeskView; query: Query<PolicyVersionView> }) {
  const edit = usePolicyEdit(view, query)
  const [chosen, setChosen] = useState(firstSection)
  // Each visit to what is wrong opens its part anew: the part begins with the first mistake.
  const [visit, setVisit] = useState(0)
  useEffect(() => {
    if (visit > 0) void showMistake()
  }, [visit])
  const goToMistake = (section: Section) => {
    setChosen(section)
    setVisit((before) => before + 1)
  }
  if (!view.desk.permittedEvents.includes('edit')) {
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一版现在不能改" text={`它现在是：${view.stateText}。您没保存的字都留着。`} />
      </PageFrame>
    )
  }
  const { Page } = chosen
  return (
    <PageFrame title={title} wide footer={<SaveBar view={view} edit={edit} onGo={goToMistake} />}>
      <Head view={view} edit={edit} query={query} />
      <View className="policy-edit">
        <SectionNav edit={edit} chosen={chosen} onChoose={setChosen} />
        <View className="policy-edit__section">
          <Page key={`${chosen.id}${String(visit)}`} edit={edit} />
        </View>
      </View>
    </PageFrame>
  )
}

const firstMistake = '.policy-edit__section .field--wrong, .policy-edit__section .citation__error'

/** Brings the first mistake into view; its part is open already. */
async function showMistake(): Promise<void> {
  try {
    await scrollPage({ selector: firstMistake, duration: 200, offsetTop: -120 })
  } catch {
    // A mistake of the whole document stands at the top: it is in view already.
  }
}

function Head({ view, edit, query }: { view: DeskView; edit: PolicyEdit; query: Query<PolicyVersionView> }) {
  const { basedOn } = view.desk
  return (
    <>
      <Text className="section-note">
        第{view.version}版，{view.stateText}
        {basedOn && `，照第${String(basedOn.version)}版起草`}
      </Text>
      <ReturnedNotice view={view} />
      {query.problem && <ProblemNotice problem={query.problem} />}
      {view.state !== 'draft' && (
        <Notice tone="wait" title={`这一版${view.stateText}`}>
          一保存就回到起草：复核、批准、验算、比对和签字都要重来。
        </Notice>
      )}
      {edit.isOvertaken && <OvertakenNotice edit={edit} />}
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
