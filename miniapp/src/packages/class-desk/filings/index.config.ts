export default definePageConfig({ navigationBarTitleText: '开班备案', enablePullDownRefresh: true })
