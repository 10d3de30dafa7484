import type { PushSettings } from './push-receiver'
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

/** Message push as an operator sets it; what is not set is absent. */
export interface PushVariables {
  WX_ORIGINAL_ID?: string | undefined
  WX_PUSH_TOKEN?: string | undefined
  WX_PUSH_KEY?: string | undefined
  WX_PUSH_PREVIOUS_TOKEN?: string | undefined
  WX_PUSH_PREVIOUS_KEY?: string | undefined
}

const pushRules: Record<keyof PushVariables, [shape: RegExp, words: string]> = {
  WX_ORIGINAL_ID: [/^gh_[0-9a-z]{6,32}$/, 'gh_ and the rest of the original id'],
  WX_PUSH_TOKEN: [/^[0-9A-Za-z]{3,32}$/, '3 to 32 letters and digits'],
  WX_PUSH_KEY: [/^[0-9A-Za-z]{43}$/, '43 letters and digits, the EncodingAESKey'],
  WX_PUSH_PREVIOUS_TOKEN: [/^[0-9A-Za-z]{3,32}$/, '3 to 32 letters and digits'],
  WX_PUSH_PREVIOUS_KEY: [/^[0-9A-Za-z]{43}$/, '43 letters and digits, the EncodingAESKey'],
}

/** What makes the settings of message push unusable; a sentence each. None set at all is usable: no pushes then. */
export function pushConfigProblems(given: PushVariables): string[] {
  const names = Object.keys(pushRules) as (keyof PushVariables)[]
  const malformed = names.filter((name) => given[name] !== undefined && !pushRules[name][0].test(given[name]))
  const isSet = names.some((name) => given[name] !== undefined)
  const required = isSet ? (['WX_ORIGINAL_ID', 'WX_PUSH_TOKEN', 'WX_PUSH_KEY'] as const) : []
  const pair = ['WX_PUSH_PREVIOUS_TOKEN', 'WX_PUSH_PREVIOUS_KEY'] as const
  const hasPair = pair.some((name) => given[name] !== undefined)
  const missing = [...required, ...(hasPair ? pair : [])].filter((name) => given[name] === undefined)
  return [
    ...malformed.map((name) => `${name}: ${pushRules[name][1]}`),
    ...missing.map((name) => `${name}: needed beside the other settings of message push`),
  ]
}

/** Only after `pushConfigProblems` found nothing. @returns null where no message push is set up */
export function pushSettings(given: PushVariables): PushSettings | null {
  const { WX_ORIGINAL_ID: ghId, WX_PUSH_TOKEN: token, WX_PUSH_KEY: aesKey } = given
  if (ghId === undefined || token === undefined || aesKey === undefined) return null
  const { WX_PUSH_PREVIOUS_TOKEN: oldToken, WX_PUSH_PREVIOUS_KEY: oldKey } = given
  const before = oldToken !== undefined && oldKey !== undefined ? [{ token: oldToken, aesKey: oldKey }] : []
  return { ghId, secrets: [{ token, aesKey }, ...before] }
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
