export default definePageConfig({ navigationBarTitleText: '身份信息' })
