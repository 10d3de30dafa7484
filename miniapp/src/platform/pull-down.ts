export { stopPullDownRefresh } from '@tarojs/taro'
