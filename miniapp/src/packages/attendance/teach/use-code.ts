import { useEffect, useMemo, useState } from 'react'
import { codeText, secondsLeft, shortCode, stepAt, type SignDirection } from '#shared/attendance-code'
import { qrDrawing } from '#shared/qr-drawing'
import { hmacSha256 } from '../hmac-sha256'
import type { HeldKey } from './use-lesson-key'

/** The code of this moment, made anew each half minute. */
export function useCode({ key, offsetMs }: HeldKey, direction: SignDirection) {
  const [now, setNow] = useState(() => Date.now() + offsetMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + offsetMs), 1000)
    return () => clearInterval(timer)
  }, [offsetMs])
  const step = stepAt(now)
  const made = useMemo(() => {
    const code = { keyId: key.keyId, step, direction }
    const mac = (message: string) => hmacSha256(key.key, message)
    return { drawing: qrDrawing(codeText(code, mac)), digits: shortCode(code, mac) }
  }, [key, step, direction])
  return { ...made, secondsLeft: secondsLeft(now) }
}
