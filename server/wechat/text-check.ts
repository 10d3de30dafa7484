import * as v from 'valibot'
import { repeatWhileBusy, type Pausing } from './repeat-while-busy'
import type { CallWechat } from './wechat-transport'

/** For text that other users will see; what only an official reads is not sent here. */
export interface TextToCheck {
  /** The author, who has used the mini-program within the last two hours. */
  openid: string
  /** At most 2500 characters. */
  content: string
  place: 'profile' | 'comment' | 'forum' | 'log'
}

/** `review`: a person decides. `unchecked`: WeChat gave no verdict; hold the text back and try again later. */
export type TextVerdict = 'pass' | 'risky' | 'review' | 'unchecked'

const SCENES = { profile: 1, comment: 2, forum: 3, log: 4 } as const
const LENGTH_LIMIT = 2500
/** The verdict of the interface's first version, still met. */
const RISKY_CONTENT = 87014

const checkAnswer = v.object({ result: v.object({ suggest: v.picklist(['pass', 'risky', 'review']) }) })

/**
 * Asks WeChat whether a text may be shown.
 * @throws RangeError when the text is too long to be checked whole
 */
export function createCheckText(
  deps: Pausing & { call: CallWechat; timeoutMs: number },
): (text: TextToCheck) => Promise<TextVerdict> {
  return async ({ openid, content, place }) => {
    if (Array.from(content).length > LENGTH_LIMIT)
      throw new RangeError(`A text to check has at most ${LENGTH_LIMIT} characters`)
    const body = { version: 2, scene: SCENES[place], openid, content }
    const request = { path: '/wxa/msg_sec_check', query: {}, body, timeoutMs: deps.timeoutMs }
    const answer = await repeatWhileBusy(() => deps.call(request), deps)
    if (!answer.ok) return answer.errcode === RISKY_CONTENT ? 'risky' : 'unchecked'
    const parsed = v.safeParse(checkAnswer, answer.fields)
    return parsed.success ? parsed.output.result.suggest : 'unchecked'
  }
}
