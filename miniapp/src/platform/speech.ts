import { isH5 } from './target'

/**
 * Whether this phone can read a text aloud in Chinese. A browser may; WeChat gives mini-programs no voice without a
 * plug-in, so there is none.
 */
export function canSpeak(): boolean {
  return isH5 && typeof window.speechSynthesis === 'object' && 'SpeechSynthesisUtterance' in window
}

/** Reads a text aloud, in place of what is being read. @param onEnd also when it is stopped or fails */
export function speak(text: string, onEnd: () => void): void {
  if (!canSpeak()) return onEnd()
  window.speechSynthesis.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'zh-CN'
  words.rate = 0.9
  words.onend = onEnd
  words.onerror = onEnd
  window.speechSynthesis.speak(words)
}

/** Stops reading. */
export function stopSpeaking(): void {
  if (canSpeak()) window.speechSynthesis.cancel()
}
