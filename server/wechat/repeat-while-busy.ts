import type { WechatAnswer } from './wechat-transport'

/** With up to half as much again by chance, so that processes do not knock in step. */
const PAUSES_MS = [200, 600]

export interface Pausing {
  wait: (milliseconds: number) => Promise<void>
  /** From 0 up to 1. */
  random: () => number
}

/** For calls that are harmless to repeat: at most three tries while WeChat is busy or the answer is lost. */
export async function repeatWhileBusy(
  call: () => Promise<WechatAnswer>,
  { wait, random }: Pausing,
): Promise<WechatAnswer> {
  for (const pause of PAUSES_MS) {
    const answer = await call()
    if (answer.ok || answer.class !== 'BUSY') return answer
    await wait(pause * (1 + random() / 2))
  }
  return call()
}
