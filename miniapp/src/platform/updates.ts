import { confirmed } from './confirm'
import { isH5 } from './target'

/** A new version that WeChat has fetched is used after the next start; who wants it now may begin anew with it. */
export function watchUpdates(): void {
  if (isH5) return
  const updates = wx.getUpdateManager?.()
  updates?.onUpdateReady(() => void offer(updates))
}

async function offer(updates: WechatUpdates): Promise<void> {
  const now = await confirmed({
    title: '有新版本',
    content: '现在换，页面会重新打开，填了一半的内容还在。',
    yes: '现在换',
    no: '下次再换',
  })
  if (now) updates.applyUpdate()
}
