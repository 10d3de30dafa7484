export default definePageConfig({ navigationBarTitleText: '我带的班组', enablePullDownRefresh: true })
