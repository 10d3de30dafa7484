import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { sassTokens } from './sass-tokens'
import { shareBetweenPages, svgAsDataUri } from './webpack-rules'

const repository = path.resolve(__dirname, '..', '..')
const miniapp = path.join(repository, 'miniapp')
/** Code outside the source root that the phone shares with the server. */
const shared = { include: [path.join(repository, 'shared')] }
const isH5 = process.env.TARO_ENV === 'h5'
const outputRoot = `dist/${process.env.TARO_ENV ?? 'h5'}`

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'jiangbutong',
    date: '2026-11-22',
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot,
    plugins: [path.join(__dirname, isH5 ? 'offline-worker.plugin.ts' : 'screen-reader.plugin.ts')],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    alias: { '@': path.join(miniapp, 'src') },
    sass: { resource: [path.join(miniapp, 'src/theme/mixins.scss')], data: sassTokens() },
    defineConstants: {
      API_BASE: JSON.stringify(isH5 ? '' : (process.env.API_BASE ?? 'http://127.0.0.1:3000')),
      OFFLINE_WORKER: JSON.stringify(
        isH5 && process.env.NODE_ENV === 'production' ? 'offline-worker.js' : '',
      ),
    },
    copy: {
      patterns: [
        {
          from: path.join(repository, 'node_modules/lucide-static/LICENSE'),
          to: path.join(outputRoot, 'licences/lucide.txt'),
        },
      ],
      options: {},
    },
    mini: {
      compile: shared,
      webpackChain: svgAsDataUri,
      optimizeMainPackage: { enable: true },
      // Every class belongs to one component, so the order of the sheets decides nothing.
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      compile: shared,
      webpackChain: (chain) => {
        svgAsDataUri(chain)
        shareBetweenPages(chain)
      },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: {
        pxtransform: { enable: true, config: { minRootSize: 20, maxRootSize: 22, baseFontSize: 20 } },
        autoprefixer: { enable: true, config: {} },
        cssModules: { enable: false },
      },
    },
  }
  return config
})
