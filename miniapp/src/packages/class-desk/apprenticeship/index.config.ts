export default definePageConfig({ navigationBarTitleText: '学徒班' })
