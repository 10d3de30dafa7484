export default definePageConfig({ navigationBarTitleText: '政策这一版' })
