import { PlainButton } from '../../../components/primary-button'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { keepsLists } from '../keeps-lists'

/** For the bureaux: an institution that the list names for the first time. */
export function EnterButton() {
  if (!keepsLists(useSession())) return null
  return <PlainButton text="列入一家新机构" onTap={() => void open('enterInstitution', {})} />
}
