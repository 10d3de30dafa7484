/** What the server itself says of a copy. */
const ownReasons: Readonly<Record<string, string>> = {
  'nobody there': '这个人已经不在了',
  'no consent left': '没有授权，或授权次数用完了',
  'no template configured': '微信模板还没配置',
  'no mobile number': '没有手机号',
  'no provider of SMS configured': '短信还没配置',
  'no answer': '对方没有答复',
  interrupted: '发到一半，程序停了',
  'wechat did not deliver it': '微信说没有送到',
}

/** Classes and codes of WeChat and of the provider of SMS; the first that fits counts. */
const codes: readonly (readonly [RegExp, string])[] = [
  [/^USER 43101$/, '没有授权，或授权次数用完了'],
  [/^USER\b/, '微信不让发给这个人'],
  [/^(BUSY|RATE|TOKEN)\b/, '微信那边忙'],
  [/^QUOTA\b/, '微信当天的次数用完了'],
  [/^CONFIG\b/, '微信模板的配置不对'],
  [/Balance/, '短信余额不够'],
  [/PhoneNumber/, '这个手机号收不到短信'],
  [/^(LimitExceeded|RequestLimitExceeded|InternalError)\b/, '短信服务商那边忙'],
  [/^AuthFailure|Template|Sign/, '短信的配置不对'],
]

/** A reason in words that staff can act on; a code stays beside them for whoever has to ask WeChat or the provider. */
export function reasonWords(reason: string): string {
  const own = ownReasons[reason]
  if (own !== undefined) return own
  const words = codes.find(([pattern]) => pattern.test(reason))?.[1] ?? '没有发成'
  return `${words}（${reason}）`
}
