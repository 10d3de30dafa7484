export default definePageConfig({ navigationBarTitleText: '换了微信', enablePullDownRefresh: true })
