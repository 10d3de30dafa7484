export default definePageConfig({ navigationBarTitleText: '替班组报班' })
