import type { PropsWithChildren } from 'react'
import { registerOfflineWorker } from './platform/offline-worker'
import './app.scss'

registerOfflineWorker()

/** The root of every page. State lives in hooks, so that a page can be opened alone. */
export default function App({ children }: PropsWithChildren): PropsWithChildren['children'] {
  return children
}
