export default definePageConfig({ navigationBarTitleText: '财政拨付', enablePullDownRefresh: true })
