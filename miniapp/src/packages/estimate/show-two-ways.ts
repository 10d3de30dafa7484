import { isH5 } from '../../platform/target'
import { scrollPage } from '../../platform/scroll'

/** Height of the browser's title bar, in pixels; WeChat's stands outside of the page. */
const BAR = 56

/** Brings the place where both ways are compared into view. */
export function showTwoWays(): void {
  void scrollPage({ selector: '#two-ways', offsetTop: isH5 ? -BAR : 0, duration: 0 })
}
