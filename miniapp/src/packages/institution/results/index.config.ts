export default definePageConfig({ navigationBarTitleText: '成绩表格' })
