export default definePageConfig({ navigationBarTitleText: '打款批次', enablePullDownRefresh: true })
