import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import type { IProjectConfig } from '@tarojs/taro/types/compile/config/project'
import { sassIcons } from './sass-icons'
import { sassTokens } from './sass-tokens'
import { shareBetweenPages, trimSeeds } from './webpack-rules'

type Options = IProjectConfig<'webpack5'>

const repository = path.resolve(__dirname, '..', '..')
const miniapp = path.join(repository, 'miniapp')
/** Code outside the source root that the phone shares with the server. */
const shared = { include: [path.join(repository, 'shared')] }
const isH5 = process.env.TARO_ENV === 'h5'
const outputRoot = `dist/${process.env.TARO_ENV ?? 'h5'}`

const licences = [
  {
    from: path.join(repository, 'node_modules/lucide-static/LICENSE'),
    to: path.join(outputRoot, 'licences/lucide.txt'),
  },
]
/** What WeChat may index. */
const sitemap = [{ from: 'src/sitemap.json', to: path.join(outputRoot, 'sitemap.json') }]

/** The mini-program itself. */
const mini: NonNullable<Options['mini']> = {
  compile: shared,
  webpackChain: trimSeeds,
  optimizeMainPackage: { enable: true },
  // Every class belongs to one component, so the order of the sheets decides nothing.
  miniCssExtractPluginOption: { ignoreOrder: true },
  postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
}

/** The same pages in a browser. */
const h5: NonNullable<Options['h5']> = {
  publicPath: '/',
  staticDirectory: 'static',
  router: { mode: 'hash' },
  compile: shared,
  webpackChain: (chain) => {
    trimSeeds(chain)
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
}

export default defineConfig<'webpack5'>(async () => {
  const config: Options = {
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
    // Chinese stays Chinese: escaped, each character takes six bytes of a package that is counted raw.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    alias: { '@': path.join(miniapp, 'src') },
    sass: {
      resource: [path.join(miniapp, 'src/theme/mixins.scss')],
      data: `${sassTokens(process.env.TARO_ENV ?? 'h5')}\n${sassIcons()}`,
    },
    defineConstants: {
      API_BASE: JSON.stringify(isH5 ? '' : (process.env.API_BASE ?? 'http://127.0.0.1:3000')),
      // WeChat lets an account ask for the place only once its category has been approved for it.
      ASKS_PLACE: JSON.stringify(isH5 || process.env.ASK_PLACE === 'on'),
      OFFLINE_WORKER: JSON.stringify(
        isH5 && process.env.NODE_ENV === 'production' ? 'offline-worker.js' : '',
      ),
    },
    copy: { patterns: [...licences, ...(isH5 ? [] : sitemap)], options: {} },
    mini,
    h5,
  }
  return config
})
