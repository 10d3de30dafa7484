export default definePageConfig({ navigationBarTitleText: '扫码邀请' })
