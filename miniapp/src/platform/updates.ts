import Taro from '@tarojs/taro'
import { colours } from '../theme/tokens'
import { confirmed } from './confirm'
import { isH5 } from './target'

/** A new version that WeChat has fetched is used after the next start; who wants it now may begin anew with it. */
export function watchUpdates(): void {
  if (isH5) return
  const updates = wx.getUpdateManager?.()
  updates?.onUpdateReady(() => void offer(updates))
  updates?.onUpdateFailed(() => void explainFailure())
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

/** WeChat tries again at the next start. Removing the mini-program would help as well, and lose what was typed. */
async function explainFailure(): Promise<void> {
  await Taro.showModal({
    title: '新版本没有下载完',
    content: '现在这一版照常能用。想用新的：连上网，点右上角关掉，再打开。',
    showCancel: false,
    confirmText: '知道了',
    confirmColor: colours.brand,
  })
}
