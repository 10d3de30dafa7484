export default definePageConfig({ navigationBarTitleText: '会变的申领' })
