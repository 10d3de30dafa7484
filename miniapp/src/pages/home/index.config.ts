export default definePageConfig({ navigationBarTitleText: '匠补通' })
