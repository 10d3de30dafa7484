export default definePageConfig({ navigationBarTitleText: '列入一家新机构' })
