/** What WeChat offers beyond what Taro wraps; absent in old versions, and in a browser altogether. */
interface WechatPrivacyAnswer {
  event: 'exposureAuthorization' | 'agree' | 'disagree'
  buttonId?: string
}
interface WechatUpdates {
  onUpdateReady(ready: () => void): void
  onUpdateFailed(failed: () => void): void
  applyUpdate(): void
}
declare const wx: {
  onNeedPrivacyAuthorization?: (need: (resolve: (answer: WechatPrivacyAnswer) => void) => void) => void
  openPrivacyContract?: (options: { fail: () => void }) => void
  getUpdateManager?: () => WechatUpdates
}
