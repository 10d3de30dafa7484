import type { PropsWithChildren } from 'react'
import { usePageNotFound } from '@tarojs/taro'
// Who is signed in goes along with every request, also after a reload of a page that does not ask who it is.
import { onVisitOver } from './api/session'
import { watchPrivacy } from './platform/privacy'
import { registerOfflineWorker } from './platform/offline-worker'
import { watchUpdates } from './platform/updates'
import { toast } from './platform/toast'
import { beginAnew, replaceBy } from './routes'
import './app.scss'

registerOfflineWorker()
watchPrivacy()
watchUpdates()
onVisitOver(() => {
  toast('代办已结束')
  void beginAnew('me', {})
})

/** The root of every page. State lives in hooks, so that a page can be opened alone. */
export default function App({ children }: PropsWithChildren): PropsWithChildren['children'] {
  // An old link or a mistyped address: begin at home instead of with an empty screen.
  usePageNotFound(() => void replaceBy('home', {}))
  return children
}
