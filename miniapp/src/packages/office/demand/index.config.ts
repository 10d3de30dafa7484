export default definePageConfig({ navigationBarTitleText: '缺什么工种', enablePullDownRefresh: true })
