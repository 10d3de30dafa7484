/**
 * An id for one tap, unique for all practical purposes: the time and 80 random bits. It is no secret, and WeChat
 * has no synchronous source of better randomness.
 */
export function newKey(): string {
  const part = () =>
    Math.floor(Math.random() * 2 ** 40)
      .toString(36)
      .padStart(8, '0')
  return `${Date.now().toString(36)}-${part()}-${part()}`
}
