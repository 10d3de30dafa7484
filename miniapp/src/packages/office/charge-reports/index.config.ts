export default definePageConfig({ navigationBarTitleText: '收费举报', enablePullDownRefresh: true })
