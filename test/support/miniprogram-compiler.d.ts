/** WeChat's own compilers for markup and styles, as npm carries them. */
declare module 'miniprogram-compiler' {
  /** @returns JavaScript that defines `$gwx`. @throws on malformed markup */
  export function wxmlToJs(folder: string): string
  /** @returns JavaScript that maps style sheets. @throws on malformed styles */
  export function wxssToJs(folder: string): string
}
