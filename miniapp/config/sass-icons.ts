import { readFileSync } from 'node:fs'
import path from 'node:path'
import icons from '../src/theme/icons.json'

const drawings = path.join(__dirname, '../../node_modules/lucide-static/icons')

/**
 * The line icons as a Sass map `$icons` from our names to data URIs: as classes they cost a page nothing, while a
 * drawing in a style would be sent to the phone's view again with every icon.
 */
export function sassIcons(): string {
  const entries = Object.entries(icons).map(([name, drawing]) => {
    const svg = readFileSync(path.join(drawings, `${drawing}.svg`), 'utf8')
    return `'${name}': "${dataUri(svg)}"`
  })
  return `$icons: (${entries.join(', ')});`
}

/** A drawing as a data URI, without the comment and white space of its file (its licence is shipped beside it). */
function dataUri(svg: string): string {
  const tight = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+class="[^"]*"/, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim()
    .replaceAll('"', "'")
  return `data:image/svg+xml,${tight.replace(/[<>#%]/g, (sign) => encodeURIComponent(sign))}`
}
