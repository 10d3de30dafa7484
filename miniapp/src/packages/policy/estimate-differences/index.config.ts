export default definePageConfig({ navigationBarTitleText: '手机和服务器算得不一样' })
