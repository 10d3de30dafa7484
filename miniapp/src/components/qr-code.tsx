import { View } from '@tarojs/components'
import type { QrDrawing } from '#shared/staff-second-factor'
import { isH5 } from '../platform/target'
import './qr-code.scss'

/** A QR code as a background: an SVG data address is drawn by WeChat and by browsers alike, without a canvas. */
export function QrCode({ drawing, label }: { drawing: QrDrawing; label: string }) {
  return (
    <View
      className="qr-code"
      style={{ backgroundImage: `url("${addressOf(drawing)}")` }}
      {...(isH5 ? { role: 'img', 'aria-label': label } : {})}
    />
  )
}

/** Black on white whatever the page's colours are: scanners want it so. */
function addressOf({ size, path }: QrDrawing): string {
  const box = `0 0 ${size} ${size}`
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${box}' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h${size}v${size}H0z'/><path d='${path}'/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
