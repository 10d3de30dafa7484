export default definePageConfig({ navigationBarTitleText: '我能领吗' })
