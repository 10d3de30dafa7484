// WeChat brings its own recent engine on Android; on an iPhone it runs on the system's, 12 and later.
const targets = { ios: '12', chrome: '70' }

module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', targets }]] }
