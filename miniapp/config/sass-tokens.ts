import tokens from '../src/theme/tokens.json'

const { colours, typeSizes, spaces, radii, touchHeight } = tokens

/**
 * The look's tokens as Sass: variables `$ink`, `$size-body`, `$space-3`, `$radius-card`, `$touch`.
 * @param target `$target`: `h5` or `weapp`, for the few rules that only one of them needs
 */
export function sassTokens(target: string): string {
  const lengths = (prefix: string, values: Record<string, number>) =>
    Object.entries(values).map(([name, value]) => `$${prefix}-${name}: ${String(value)}px;`)
  return [
    `$target: '${target}';`,
    ...Object.entries(colours).map(([name, value]) => `$${name}: ${value};`),
    ...lengths('size', typeSizes),
    ...lengths('space', spaces),
    ...lengths('radius', radii),
    `$touch: ${String(touchHeight)}px;`,
  ].join('\n')
}
