import type Chain from 'webpack-chain'

/** A drawing as a data URI, without the comment and white space of its file (its licence is shipped beside it). */
export function dataUri(svg: string): string {
  const tight = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+class="[^"]*"/, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim()
    .replaceAll('"', "'")
  return `data:image/svg+xml,${tight.replace(/[<>#%]/g, (sign) => encodeURIComponent(sign))}`
}

/** Makes `import icon from 'lucide-static/icons/x.svg'` give a data URI on both outputs. */
export function svgAsDataUri(chain: Chain): void {
  chain.module.rule('image').exclude.add(/lucide-static/)
  chain.module
    .rule('lucide')
    .test(/lucide-static[\\/]icons[\\/].*\.svg$/)
    .set('type', 'asset/inline')
    .set('generator', { dataUrl: (content: Buffer) => dataUri(content.toString('utf8')) })
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
