import type Chain from 'webpack-chain'

/** Leaves out of bundled seeds what the phone never reads: printed cells, sources, editor's notes. */
export function trimSeeds(chain: Chain): void {
  const trims: Record<string, (key: string, value: unknown) => unknown> = {
    'trades.json': (key, value) =>
      key === 'raw' || key === 'searchNames' || key === 'source' ? undefined : value,
    'kinship.json': (key, value) => (key === 'note' ? undefined : value),
  }
  for (const [file, trim] of Object.entries(trims)) {
    chain.module
      .rule(file)
      .test(new RegExp(`[\\\\/]seeds[\\\\/]${file.replace('.', '\\.')}$`))
      .type('json')
      .parser({ parse: (text: string) => JSON.parse(text, trim) as unknown })
  }
}

/** On H5 every page is a chunk of its own: what two of them need is loaded once, not packed into each. */
export function shareBetweenPages(chain: Chain): void {
  chain.optimization.splitChunks({
    chunks: 'all',
    cacheGroups: {
      vendors: {
        name: 'vendors',
        test: /[\\/]node_modules[\\/]/,
        minChunks: 2,
        priority: 20,
        reuseExistingChunk: true,
      },
      common: { name: 'common', minChunks: 2, priority: 10, reuseExistingChunk: true },
    },
  })
}
