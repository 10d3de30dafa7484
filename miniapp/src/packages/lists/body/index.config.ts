export default definePageConfig({ navigationBarTitleText: '目录里的机构' })
