export default definePageConfig({ navigationBarTitleText: '我在的班组', enablePullDownRefresh: true })
