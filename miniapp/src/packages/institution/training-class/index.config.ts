export default definePageConfig({ navigationBarTitleText: '培训班登记', enablePullDownRefresh: true })
