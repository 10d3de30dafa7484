import { PlainButton } from '../../../components/primary-button'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { keepsLists } from '../keeps-lists'

/** For the bureaux: a body that the list names for the first time. */
export function EnterButton({ list }: { list: 'institutions' | 'evaluation' }) {
  if (!keepsLists(useSession())) return null
  return list === 'evaluation' ? (
    <PlainButton text="列入一家新评价机构" onTap={() => void open('enterEvaluationBody', {})} />
  ) : (
    <PlainButton text="列入一家新机构" onTap={() => void open('enterInstitution', {})} />
  )
}
