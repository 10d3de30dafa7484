import path from 'node:path'
import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import attributes from '../src/platform/screen-reader-attributes.json'

/**
 * Taro's mini-program templates drop the attributes that screen readers need. This adds them to the templates;
 * the runtime file named here adds them, in the same order, to the table by which the phone fills the templates.
 */
export default function screenReader(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: TaroPlatformBase) {
      platform.template.mergeComponents(ctx, attributes)
      const before = platform.runtimePath
      const ours = path.join(__dirname, '../src/platform/screen-reader-runtime.ts')
      platform.runtimePath = [...(Array.isArray(before) ? before : [before]), ours]
    },
  })
}
