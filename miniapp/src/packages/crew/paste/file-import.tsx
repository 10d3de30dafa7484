import { Text } from '@tarojs/components'
import type { CrewImportView } from '#shared/crews'
import { Card, Fact } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { isH5 } from '../../../platform/target'
import { CardSteps } from '../card-steps'
import { AsideLines } from './aside-lines'
import { ProgressBar } from './progress-bar'
import { useImport, type RosterImport } from './use-import'

/** A roster out of an XLSX or CSV file: read first, taken over once the foreman has seen what was found. */
export function FileImport({ crewId }: { crewId: string }) {
  const roster = useImport(crewId)
  const { view, choose, take, aside, drop } = roster
  if (!view) {
    return (
      <Card title="或者选一个表格">
        <Text>{isH5 ? 'Excel（.xlsx）或CSV' : '微信聊天里的Excel（.xlsx）或CSV'}文件，一次最多5000人。</Text>
        <CardSteps>
          <PlainButton
            text="选表格"
            busy={choose.busy}
            busyText="正在读表格…"
            onTap={() => void choose.run()}
          />
          <ProblemNotice problem={choose.problem} />
        </CardSteps>
      </Card>
    )
  }
  return (
    <>
      <Card title={view.done >= view.total ? '表格里的人都加进来了' : '表格读完了'}>
        <Fact label="认出">{view.total}人</Fact>
        {view.faulty > 0 && <Fact label="要改的">{view.faulty}人，加进来再改</Fact>}
        <CardSteps>
          <Taking view={view} roster={roster} />
          {!take.busy && <PlainButton text={otherWay(view)} onTap={drop} />}
        </CardSteps>
      </Card>
      <AsideLines aside={aside} />
    </>
  )
}

function otherWay({ done, total }: CrewImportView): string {
  if (done >= total) return '再选一个表格'
  return done > 0 ? '剩下的不加了' : '不要这个表格'
}

function Taking({ view, roster: { take } }: { view: CrewImportView; roster: RosterImport }) {
  const isDone = view.done >= view.total
  return (
    <>
      {(view.done > 0 || take.busy) && <ProgressBar done={view.done} total={view.total} />}
      {isDone && (
        <Notice tone="ok">
          新加了{view.added}人{view.added < view.total && '，其余的本来就有'}。
        </Notice>
      )}
      <ProblemNotice problem={take.problem} />
      {!isDone && (
        <PrimaryButton
          text={view.done > 0 ? '接着加' : `把${view.total}人加进班组`}
          busy={take.busy}
          busyText="正在加…"
          onTap={() => void take.run()}
        />
      )}
    </>
  )
}
