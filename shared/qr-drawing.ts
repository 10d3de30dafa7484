import { encode } from 'uqr'
import type { QrDrawing } from './staff-second-factor'

/** The quiet edge that ISO/IEC 18004 asks for, in modules. */
const QUIET = 4

/** A text as a QR code: the outline of its dark modules, to be drawn as an SVG path with one unit for each module. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const path = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return { size, path: path.join('') }
}

/** Where dark modules stand side by side: first column and how many. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
