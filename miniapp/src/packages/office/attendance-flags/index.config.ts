export default definePageConfig({ navigationBarTitleText: '上课疑点', enablePullDownRefresh: true })
