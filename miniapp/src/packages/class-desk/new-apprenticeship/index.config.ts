export default definePageConfig({ navigationBarTitleText: '登记学徒班' })
