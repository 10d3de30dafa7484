import { isH5 } from './target'

/** The address of a page in a browser, to be sent on or scanned. From within WeChat it is that of the service's web pages. */
export function webAddress(page: string): string {
  if (!isH5) return `${API_BASE}/#${page}`
  const { origin, pathname } = window.location
  return `${origin}${pathname}#${page}`
}

/** The address of a file of the service, for any browser. */
export function fileAddress(path: string): string {
  return `${isH5 ? window.location.origin : API_BASE}${path}`
}
