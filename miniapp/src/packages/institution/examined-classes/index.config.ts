export default definePageConfig({ navigationBarTitleText: '我们考核的班', enablePullDownRefresh: true })
