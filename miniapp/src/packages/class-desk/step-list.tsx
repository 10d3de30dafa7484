import type { ClassStep } from '#shared/class-filings'
import { Card } from '../../components/card'
import { Timeline } from '../../components/timeline'

const sides: Record<ClassStep['role'], string> = {
  institution: '培训机构',
  housing: '住建部门',
  hr: '人社部门',
  system: '自动',
}

/** What happened so far, oldest first, and which side did it. */
export function StepList({ steps }: { steps: readonly ClassStep[] }) {
  if (steps.length === 0) return null
  return (
    <Card title="办理经过">
      <Timeline
        steps={steps.map(({ at, text, role, detail }, index) => ({
          key: String(index),
          label: `${sides[role]}：${text}`,
          at,
          detail,
          standing: 'done' as const,
        }))}
      />
    </Card>
  )
}
