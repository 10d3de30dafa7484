import { templateFieldTypeOf, type MessageTemplate } from './template-fields'

export interface WechatSettings {
  mode: 'demo' | 'service'
  baseUrl: string
  appId: string
  appSecret: string
  templates: readonly MessageTemplate[]
}

/** Every way to write this machine's own address, as `URL` spells them. */
const THIS_MACHINE =
  /^(127(\.\d{1,3}){3}|0\.0\.0\.0|(.+\.)?localhost|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/

/**
 * What makes these settings unusable: a simulator in service, the real WeChat in a demonstration, a secret over plain
 * HTTP, identifiers that cannot be WeChat's.
 * @returns a sentence for each; empty = usable
 */
export function wechatConfigProblems(settings: WechatSettings): string[] {
  return [
    ...addressProblems(settings),
    ...accountProblems(settings),
    ...settings.templates.flatMap(templateProblems),
  ]
}

function addressProblems({ mode, baseUrl }: WechatSettings): string[] {
  if (!URL.canParse(baseUrl)) return ['WX_API_BASE: not a URL']
  const url = new URL(baseUrl)
  const isLoopback = THIS_MACHINE.test(url.hostname)
  if (mode === 'service' && isLoopback)
    return ['WX_API_BASE: points to this machine; service does not talk to a simulator']
  if (mode === 'demo' && !isLoopback) return ['WX_API_BASE: a demonstration simulates WeChat on this machine']
  if (!isLoopback && url.protocol !== 'https:') return ['WX_API_BASE: must be https']
  return []
}

function accountProblems({ mode, appId, appSecret }: WechatSettings): string[] {
  if (mode === 'demo') return []
  const problems: string[] = []
  if (!/^wx[0-9a-f]{16}$/.test(appId)) problems.push('WX_APP_ID: wx and 16 hexadecimal digits')
  if (/^wx0+$/.test(appId)) problems.push('WX_APP_ID: this one belongs to the simulator')
  if (!/^[0-9a-f]{32}$/.test(appSecret)) problems.push('WX_APP_SECRET: 32 hexadecimal digits')
  return problems
}

function templateProblems({ id, keys }: MessageTemplate): string[] {
  if (id === '') return ['a message template has no id']
  if (Object.keys(keys).length === 0) return [`message template ${id}: has no keys`]
  return Object.entries(keys)
    .filter(([key, type]) => templateFieldTypeOf(key) !== type)
    .map(([key, type]) => `message template ${id}: ${key} cannot be of kind ${type}`)
}
