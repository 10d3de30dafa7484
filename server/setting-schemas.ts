import * as v from 'valibot'

/** A whole number between two bounds, as it stands in the environment. */
export function numberIn(name: string, least: number, most: number) {
  const message = `${name} is a whole number from ${least} to ${most}`
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,6}$/, message),
    v.transform(Number),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
}

/** A key of 32 random bytes in base64. */
export function keySetting(name: string) {
  const message = `${name} is base64 of 32 random bytes: openssl rand -base64 32`
  return v.pipe(
    v.string(),
    v.check(
      (text) => /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32,
      message,
    ),
  )
}
