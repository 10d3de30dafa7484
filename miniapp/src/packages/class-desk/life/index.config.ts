export default definePageConfig({ navigationBarTitleText: '班办到哪一步', enablePullDownRefresh: true })
