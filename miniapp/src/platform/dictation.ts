import { isH5 } from './target'

/** What somebody who speaks wants to see: the words as they are understood, and how it ended. */
export interface Listener {
  heard(words: string): void
  /** Once, at the end; with a sentence that says what to do when nothing was understood. */
  ended(problem: string | null): void
}

/** A listening that is under way. */
export interface Dictation {
  /** The finger is up: what was said until now is still understood. */
  finish(): void
}

/** The browser's recogniser, as far as it is used: not every browser has it, and TypeScript's library does not know it. */
interface Recogniser {
  lang: string
  interimResults: boolean
  onresult: (event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void
  onerror: (event: { error: string }) => void
  onend: () => void
  start(): void
  stop(): void
}

/**
 * Whether speech can be turned into words here. WeChat has a recorder but no recogniser without a plugin, and some
 * browsers have neither: there the keyboard's own microphone is the way. Asks for nothing.
 */
export function canDictate(): boolean {
  return recogniserOfBrowser() !== null
}

/**
 * Listens in Chinese until the speaker pauses or `finish` is called. Only now does the browser ask whether it may use
 * the microphone; it has its own service understand the words. Null where there is no recogniser.
 */
export function dictate(listener: Listener): Dictation | null {
  const Recogniser = recogniserOfBrowser()
  if (!Recogniser) return null
  const recogniser = new Recogniser()
  let problem: string | null = null
  let words = ''
  recogniser.lang = 'zh-CN'
  recogniser.interimResults = true
  recogniser.onresult = ({ results }) => {
    words = withoutStop(Array.from(results, (result) => result[0]?.transcript ?? '').join(''))
    listener.heard(words)
  }
  recogniser.onerror = ({ error }) => {
    problem = problems[error] ?? elsewhere
  }
  recogniser.onend = () => listener.ended(words === '' ? (problem ?? silence) : null)
  recogniser.start()
  return { finish: () => recogniser.stop() }
}

const silence = '没听清，再说一次，或者直接打字。'
const elsewhere = '这里听不了。点一下输入框，用键盘上的话筒说。'
const problems: Partial<Record<string, string>> = {
  'no-speech': silence,
  aborted: silence,
  'not-allowed': '没有允许用话筒。点一下输入框，用键盘上的话筒说，或者直接打字。',
}

/** Recognisers end a sentence; a trade is none. */
function withoutStop(words: string): string {
  return words.replace(/[。，！？.!?]+$/u, '').trim()
}

function recogniserOfBrowser(): (new () => Recogniser) | null {
  if (!isH5) return null
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Partial<
    Record<'SpeechRecognition' | 'webkitSpeechRecognition', new () => Recogniser>
  >
  return SpeechRecognition ?? webkitSpeechRecognition ?? null
}
