export default definePageConfig({ navigationBarTitleText: '我们的培训班', enablePullDownRefresh: true })
