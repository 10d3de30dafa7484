import { useParam } from '../../../hooks/use-param'
import { EvaluationBody } from './evaluation-body'
import { Institution } from './institution'

/** One body of a public list. */
export default function ListedBodyPage() {
  const id = useParam('listedBody', 'id')
  return useParam('listedBody', 'list') === 'evaluation' ? (
    <EvaluationBody id={id} />
  ) : (
    <Institution id={id} />
  )
}
