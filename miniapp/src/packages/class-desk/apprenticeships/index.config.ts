export default definePageConfig({ navigationBarTitleText: '学徒班', enablePullDownRefresh: true })
