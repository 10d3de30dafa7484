/** The address of a page in a browser, to be sent on. In WeChat pages have none: there a round code leads to them. */
export function webAddress(page: string): string {
  const { origin, pathname } = window.location
  return `${origin}${pathname}#${page}`
}
