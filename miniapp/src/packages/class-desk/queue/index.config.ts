export default definePageConfig({ navigationBarTitleText: '开班审核', enablePullDownRefresh: true })
