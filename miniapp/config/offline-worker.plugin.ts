import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'

/** Writes the offline worker beside the finished pages: which files belong to this release, and what to do with them. */
export default function offlineWorker(ctx: IPluginContext): void {
  ctx.onBuildFinish(() => {
    const root = ctx.paths.outputPath
    const release = describeRelease(root)
    const code = readFileSync(path.join(__dirname, 'offline-worker.js'), 'utf8')
    writeFileSync(path.join(root, 'offline-worker.js'), `const release = ${JSON.stringify(release)}\n${code}`)
  })
}

/** Addresses of everything a page may load, and a version that changes whenever one of them does. */
export function describeRelease(root: string): { version: string; files: string[] } {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(js|css|png|svg|json)$/.test(entry.name) && entry.name !== 'offline-worker.js',
    )
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
  const digest = createHash('sha256')
  for (const file of ['index.html', ...files]) digest.update(file).update(readFileSync(path.join(root, file)))
  return { version: digest.digest('hex').slice(0, 16), files: ['/', ...files.map((file) => `/${file}`)] }
}
