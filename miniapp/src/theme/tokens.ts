import tokens from './tokens.json'

/**
 * The one source of the look is `tokens.json`: the build turns it into Sass variables (`$ink`, `$size-body`,
 * `$space-3`, `$radius-card`, `$touch`), the tab bar and the native title bar read it here. Lengths are design
 * pixels at 750 wide. Every text colour reaches 4.5:1 on paper, on ground and on its own tint.
 */
export const { colours, typeSizes, touchHeight } = tokens

/** How much larger the reader wants the type. */
export const typeScales = [1, 1.2, 1.4] as const
export type TypeScale = (typeof typeScales)[number]
