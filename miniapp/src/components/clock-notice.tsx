import { Notice } from './notice'

/** A code counts for half a minute to each side: beyond a minute every code of this phone comes out wrong. */
const TOO_MUCH_MS = 60_000
const MINUTE_MS = 60_000

/** Says when this phone's clock is so wrong that its authenticator shows codes of another time. */
export function ClockNotice({ slowByMs }: { slowByMs: number }) {
  if (Math.abs(slowByMs) < TOO_MUCH_MS) return null
  const words = `${slowByMs > 0 ? '慢' : '快'}了约${lengthOf(Math.abs(slowByMs))}`
  return (
    <Notice tone="stop" title="请检查手机时间">
      {`这台手机的时间${words}，验证器算出来的数字会对不上。请到手机设置里打开“自动设置时间”，再看新的6位数字。`}
    </Notice>
  )
}

function lengthOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE_MS)
  return minutes < 120 ? `${minutes}分钟` : `${Math.round(minutes / 60)}小时`
}
