import { PageFrame } from '../../../components/page-frame'
import { StaffOnly } from '../../../components/staff-only'
import { PrimaryButton } from '../../../components/primary-button'
import { useParam } from '../../../hooks/use-param'
import { Found } from './found'
import { Give } from './give'
import { useResults } from './use-results'

const title = '成绩表格'

/** Results and certificates of a whole class out of one sheet: read, looked at row by row, then entered in one go. */
export default function ResultsPage() {
  const classId = useParam('institutionResults', 'id')
  return (
    <StaffOnly title={title} roles={['institution', 'evaluator']}>
      <Results classId={classId} />
    </StaffOnly>
  )
}

function Results({ classId }: { classId: string }) {
  const results = useResults(classId)
  const { view, accept } = results
  const isOpen = view !== null && view.entered === null && view.ready > 0
  return (
    <PageFrame
      title={title}
      footer={
        isOpen ? (
          <PrimaryButton
            text={`登记这${String(view.ready)}行`}
            busy={accept.busy}
            busyText="正在登记…"
            onTap={() => void accept.run()}
          />
        ) : null
      }
    >
      {view ? <Found view={view} results={results} /> : <Give results={results} />}
    </PageFrame>
  )
}
