/** Lets a browser open the pages again without a network. In WeChat the package itself is on the phone. */
export function registerOfflineWorker(): void {
  if (process.env.TARO_ENV !== 'h5' || OFFLINE_WORKER === '' || !('serviceWorker' in navigator)) return
  window.addEventListener('load', () => void navigator.serviceWorker.register(OFFLINE_WORKER))
}
