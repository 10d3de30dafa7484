export default definePageConfig({ navigationBarTitleText: '换手机号', enablePullDownRefresh: true })
