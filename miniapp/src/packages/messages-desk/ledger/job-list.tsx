import type { JobView } from '#shared/jobs'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageState } from '../../../components/page-state'
import { StatusTag } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { dayAndTime } from '../../../theme/dates'

/** What the server does by itself, and whether it goes well. */
export function JobList() {
  const query = useQuery(() => api.jobs(), { cacheKey: 'jobs' })
  return (
    <PageState query={query}>
      {({ items }) => (
        <Card>
          {items.map((job) => (
            <ListRow key={job.name} title={job.what} note={lastRunText(job)} end={<JobTag job={job} />} />
          ))}
        </Card>
      )}
    </PageState>
  )
}

function JobTag({ job }: { job: JobView }) {
  if (job.failures > 0) return <StatusTag tone="stop" text={`连续${String(job.failures)}次没成`} />
  if (job.isRunning) return <StatusTag tone="wait" text="正在做" />
  return (
    <StatusTag
      tone={job.lastFinishedAt === null ? 'quiet' : 'ok'}
      text={job.lastFinishedAt === null ? '还没做过' : '正常'}
    />
  )
}

function lastRunText({ lastFinishedAt, lastCount }: JobView): string {
  if (lastFinishedAt === null) return ''
  const done = lastCount !== null && lastCount > 0 ? `，办了${String(lastCount)}件` : ''
  return `上次${dayAndTime(lastFinishedAt)}${done}`
}
