import { Text } from '@tarojs/components'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { useQuery } from '../../../hooks/use-query'

/** What the notice wants proven and nobody had to bring; and how many papers that makes for everybody so far. */
export function PapersNotAsked({ papers }: { papers: readonly string[] }) {
  const { data } = useQuery(() => api.paperCount(), { cacheKey: 'paper-count' })
  if (papers.length === 0) return null
  return (
    <Card title={`没让您交的材料：${String(papers.length)}样`}>
      <Text>{`${papers.join('、')}，都不用您交纸的。`}</Text>
      {data !== null && data.papers > 0 && (
        <Text className="list-row__note">{`到现在，${String(data.claims)}笔申领一共少交${String(data.papers)}样。`}</Text>
      )}
    </Card>
  )
}
