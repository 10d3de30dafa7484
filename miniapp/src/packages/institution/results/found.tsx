import { Text, View } from '@tarojs/components'
import type { ResultImportView, ResultRowView, ResultStanding } from '#shared/class-results'
import { Card, Fact } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag, type Tone } from '../../../components/status-tag'
import type { Results } from './use-results'
import './index.scss'

const words: Record<ResultStanding, { tone: Tone; text: string }> = {
  faulty: { tone: 'stop', text: '要改' },
  change: { tone: 'wait', text: '会改掉原来的' },
  new: { tone: 'ok', text: '可以登记' },
  same: { tone: 'quiet', text: '已登记，一样' },
}
const order: readonly ResultStanding[] = ['faulty', 'change', 'new', 'same']

/** Every row with what would be entered, what is wrong with it, and what it would replace; what needs a hand first. */
export function Found({ view, results: { accept, drop } }: { view: ResultImportView; results: Results }) {
  if (view.entered !== null)
    return (
      <>
        <Notice tone="ok" title={`登记好了${String(view.entered)}行`}>
          每个人都收到了消息。有问题的行，改好表格再传一次，登记过的不会重复。
        </Notice>
        <PlainButton text="再传一个表格" onTap={drop} />
      </>
    )
  const rows = order.flatMap((standing) => view.rows.filter((row) => row.standing === standing))
  return (
    <>
      <Card title="表格读完了">
        <Fact label="可以登记">{view.ready}行</Fact>
        {view.faulty > 0 && <Fact label="要改">{view.faulty}行，不会登记</Fact>}
        {view.same > 0 && <Fact label="登记过、一样的">{view.same}行</Fact>}
        {view.unmentioned > 0 && <Fact label="表格里没有的">名单上{view.unmentioned}人</Fact>}
        {view.faulty > 0 && (
          <Text className="result-note">可以先登记好的，再把要改的行改好重传；也可以都改好再登记。</Text>
        )}
        <PlainButton text="换一个表格" onTap={drop} />
      </Card>
      <ProblemNotice problem={accept.problem} />
      <Card title="一行一行看">
        {rows.map((row) => (
          <Row key={row.line} row={row} />
        ))}
      </Card>
      {view.aside.length > 0 && (
        <Card title="没认出人的行">
          {view.aside.map(({ line, text }) => (
            <Text key={line} className="result-line__note">{`第${String(line)}行：${text}`}</Text>
          ))}
        </Card>
      )}
    </>
  )
}

function Row({ row }: { row: ResultRowView }) {
  const { tone, text } = words[row.standing]
  const name = row.name === '' ? (row.whoMasked ?? '没有姓名') : row.name
  return (
    <View className="result-line">
      <View className="result-line__head">
        <Text className="result-line__name">{`第${String(row.line)}行 ${name}`}</Text>
        <StatusTag tone={tone} text={text} />
      </View>
      {row.entering.map((each) => (
        <Text key={each} className="result-line__note">{`登记：${each}`}</Text>
      ))}
      {row.replacing.map((each) => (
        <Text key={each} className="result-line__note">{`原来：${each}`}</Text>
      ))}
      {row.problems.map(({ field, code, detail }) => (
        <Text key={`${field}-${code}`} className="result-line__problem">
          {detail}
        </Text>
      ))}
    </View>
  )
}
