export default definePageConfig({ navigationBarTitleText: '列入一家新评价机构' })
