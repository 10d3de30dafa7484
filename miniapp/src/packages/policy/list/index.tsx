import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import type { PolicyVersionListView } from '#shared/policy-versions'
import { chineseDay } from '#shared/subsidy-calendar'
import { api } from '../../../api/endpoints'
import { Card, Fact, ListRow } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { useOnline } from '../../../platform/network'
import { open } from '../../../routes'
import { makersOf, reignText, shortHash, toneOfVersion } from '../version-words'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import './index.scss'

type Listed = PolicyVersionListView['items'][number]

const inTheMaking = ['draft', 'reviewed', 'approved', 'scheduled']
const over = ['superseded', 'closed']

/** Which version of the policy holds, since when, and which ones there were; for the desk also those in the making. */
export default function PolicyListPage() {
  const me = useSession()
  // Who looks is part of the question: the desk sees drafts that others must not find on this phone.
  const query = useQuery(() => api.policies(), { cacheKey: `policies-${me?.id ?? 'public'}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const isEditor = me?.roles.includes('policy_editor') === true
  return (
    <PageFrame title="政策版本" programme wide footer={isEditor ? <NewDraft /> : null}>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'landmark', title: '还没有政策', text: '第一版启用后，会列在这里。' },
        }}
      >
        {(list) => (
          <Versions list={list} isDesk={isEditor || me?.roles.includes('policy_approver') === true} />
        )}
      </PageState>
    </PageFrame>
  )
}

function Versions({ list: { items }, isDesk }: { list: PolicyVersionListView; isDesk: boolean }) {
  const active = items.find((each) => each.state === 'active')
  return (
    <View className="policy-list">
      <View className="policy-list__column">
        {active ? (
          <InForce version={active} />
        ) : (
          <Notice tone="wait" title="现在没有在执行的版本">
            停的那天以后再报名，没有补贴。新版启用了才有。
          </Notice>
        )}
      </View>
      <View className="policy-list__column">
        <VersionCard title="正在办的" items={items.filter((each) => inTheMaking.includes(each.state))} />
        <VersionCard title="以前的" items={items.filter((each) => over.includes(each.state))} />
        {isDesk && (
          <Card title="核对">
            <ListRow
              title="手机和服务器算得不一样"
              note="哪些情况、差在哪一条"
              onTap={() => void open('estimateDifferences', {})}
            />
          </Card>
        )}
      </View>
    </View>
  )
}

function InForce({ version }: { version: Listed }) {
  return (
    <Card title="现在执行的" aside={<StatusTag tone="ok" text={version.stateText} />}>
      <Text className="policy-list__name">《{version.title}》</Text>
      <Fact label="版本">第{version.version}版</Fact>
      <Fact label="起用">{reignText(version)}</Fact>
      <Fact label="政策期">
        {chineseDay(version.effectiveFrom)}到{chineseDay(version.effectiveUntil)}
      </Fact>
      <Fact label="校验码">{version.hash}</Fact>
      {makersOf(version).map(({ part, name }) => (
        <Fact key={part} label={part}>
          {name}
        </Fact>
      ))}
      <ListRow title="看这一版写了什么" onTap={() => void open('policy', { id: version.id })} />
    </Card>
  )
}

function VersionCard({ title, items }: { title: string; items: readonly Listed[] }) {
  if (items.length === 0) return null
  return (
    <Card title={title}>
      {items.map((version) => (
        <ListRow
          key={version.id}
          title={`第${String(version.version)}版`}
          note={noteOf(version)}
          end={<StatusTag tone={toneOfVersion[version.state]} text={version.stateText} />}
          onTap={() => void open('policy', { id: version.id })}
        />
      ))}
    </Card>
  )
}

function noteOf(version: Listed): string {
  const { title, hash } = version
  const makers = makersOf(version).map(({ part, name }) => `${part}：${name}`)
  return [reignText(version), title, `校验码${shortHash(hash)}`, ...makers].join('\n')
}

/** A copy of the version in force, to write the next one on. */
function NewDraft() {
  const online = useOnline()
  const draft = useCommand(async (key) => {
    const { id } = await api.draftPolicy(key)
    await open('policyEdit', { id })
  })
  return (
    <>
      <ProblemNotice problem={draft.problem} />
      <PrimaryButton
        text="照现在的起草新版"
        busy={draft.busy}
        disabled={!online}
        busyText="正在抄一份…"
        onTap={() => void draft.run()}
      />
    </>
  )
}
