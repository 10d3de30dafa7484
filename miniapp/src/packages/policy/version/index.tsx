import { View } from '@tarojs/components'
import type { PolicyVersionView } from '#shared/policy-versions'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { useParam } from '../../../hooks/use-param'
import { CaseRun } from './case-run'
import { Changes } from './changes'
import { Comparison } from './comparison'
import { Course } from './course'
import { StepBar } from './step-bar'
import { useVersionDesk, type VersionDesk } from './use-version-desk'
import { VersionHead } from './version-head'
import { WhatItSays } from './what-it-says'
import './index.scss'

/** One version: what it says, for everybody; how far it has come and what can be done with it, for the desk. */
export default function PolicyVersionPage() {
  const id = useParam('policy', 'id')
  const desk = useVersionDesk(id)
  const view = desk.query.data
  const hasSteps = view?.desk && view.desk.permittedEvents.length > 0
  return (
    <PageFrame
      title={view ? `政策第${String(view.version)}版` : '政策这一版'}
      wide
      footer={view && hasSteps ? <StepBar view={view} desk={desk} /> : null}
    >
      <PageState query={desk.query} skeletonLines={8}>
        {(found) => (found.desk ? <DeskPage view={found} desk={desk} /> : <PublicPage view={found} />)}
      </PageState>
    </PageFrame>
  )
}

function PublicPage({ view }: { view: PolicyVersionView }) {
  return (
    <View className="policy-version">
      <View className="policy-version__column">
        <VersionHead view={view} />
      </View>
      <View className="policy-version__column policy-version__column--broad">
        <WhatItSays view={view} />
      </View>
    </View>
  )
}

function DeskPage({ view, desk }: { view: PolicyVersionView; desk: VersionDesk }) {
  return (
    <View className="policy-version">
      <View className="policy-version__column">
        <VersionHead view={view} />
      </View>
      <View className="policy-version__column policy-version__column--broad">
        {view.desk?.basedOn ? <Changes view={view} /> : <WhatItSays view={view} />}
      </View>
      <View className="policy-version__column">
        <CaseRun view={view} desk={desk} />
        <Comparison view={view} desk={desk} />
        <Course view={view} />
      </View>
    </View>
  )
}
