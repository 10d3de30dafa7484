export default definePageConfig({ navigationBarTitleText: '添加名单' })
