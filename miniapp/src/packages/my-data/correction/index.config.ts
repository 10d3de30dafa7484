export default definePageConfig({ navigationBarTitleText: '更正身份信息' })
