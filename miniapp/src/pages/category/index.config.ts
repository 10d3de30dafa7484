export default definePageConfig({ navigationBarTitleText: '工种目录' })
