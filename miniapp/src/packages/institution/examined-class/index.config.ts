export default definePageConfig({ navigationBarTitleText: '成绩登记', enablePullDownRefresh: true })
