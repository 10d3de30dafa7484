import path from 'node:path'
import * as v from 'valibot'
import { isRealDate } from '#shared/primitives'
import type { CertificateSiteAccount } from './certificate-site/certificate-site.client'
import {
  certificateSiteProblems,
  certificateSiteSettings,
  certificateSiteVariables,
} from './certificate-site/certificate-site-config'
import {
  noticeProblems,
  noticeSettings,
  noticeVariables,
  type NoticeSettings,
} from './notifications/notice-config'
import {
  previousSessionKey,
  signInProblems,
  signInTimes,
  signInVariables,
  type PreviousSessionKey,
} from './auth/sign-in-config'
import type { SignInTimes } from './auth/session-lifetimes'
import { keySetting, numberIn } from './setting-schemas'
import type { PushSettings } from './wechat/push-receiver'
import { pushConfigProblems, pushSettings, wechatConfigProblems } from './wechat/wechat-config'

/** What an operator can set. Every variable is described in `.env.example`. */
export interface Config {
  mode: 'demo' | 'service'
  port: number
  host: string
  dataDir: string
  /** Whether a reverse proxy of ours stands in front and names the client's address in X-Forwarded-For. */
  behindProxy: boolean
  /** A MongoDB replica set; null = the embedded store in `dataDir`. */
  mongodbUri: string | null
  /** Whether several server processes work on the embedded store in `dataDir`. */
  isStoreShared: boolean
  /** First programme date of a demonstration, `YYYY-MM-DD`; null in service. */
  programmeDate: string | null
  /** Null in demonstration mode: then WeChat is simulated on loopback. */
  wechat: WechatSettings | null
  /** Null in demonstration mode: then keys are made at first start and kept in `dataDir`. */
  keys: KeyMaterial | null
  /** Null in demonstration mode: then everything beyond the payout notice is simulated, too. */
  notices: NoticeSettings | null
  /** The national look-up of certificates; null = they are not looked up, or a demonstration simulates it. */
  certificateSite: CertificateSiteAccount | null
  /** How long sign-ins, tokens and a shown second factor last. */
  signIn: SignInTimes
  /** While the session key is being changed; null = there is none from before. */
  previousSessionKey: PreviousSessionKey | null
  logLevel: string
}

/** The mini-program's account, and the template of the payout notice: its own key for each meaning. */
export interface WechatSettings {
  appId: string
  appSecret: string
  baseUrl: string
  payoutTemplateId: string
  payoutTemplateKeys: { purpose: string; amount: string; date: string; note: string }
  /** Null where no message push is set up. */
  push: PushSettings | null
}

/** Base64 of 32 random bytes each; they never enter the store that they protect. */
export interface KeyMaterial {
  sessionKey: string
  fieldKey: string
  indexKey: string
}

/** The configuration cannot be used. `problems` is the whole list, a sentence each. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(
      `Cannot start, ${problems.length} setting(s) to mend:\n${problems.map((text) => `  - ${text}`).join('\n')}`,
    )
    this.name = 'ConfigError'
  }
}

export const WECHAT_API = 'https://api.weixin.qq.com'
const LOOPBACK = /^(127\.0\.0\.1|localhost|::1)$/

const variables = v.object({
  MODE: v.optional(v.picklist(['demo', 'service'], 'MODE is demo or service'), 'demo'),
  PORT: v.optional(numberIn('PORT', 0, 65_535), '3000'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('DATA_DIR is empty')), './data'),
  MONGODB_URI: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^mongodb(\+srv)?:\/\//, 'MONGODB_URI starts with mongodb://'),
      v.regex(/^[^:]+:\/\/[^/?]+\/[^/?]+/, 'MONGODB_URI names a database: mongodb://host/jiangbutong'),
    ),
  ),
  PROGRAMME_DATE: v.optional(v.pipe(v.string(), v.check(isDate, 'PROGRAMME_DATE is a day, like 2021-06-18'))),
  BEHIND_PROXY: v.optional(v.picklist(['yes', 'no'], 'BEHIND_PROXY is yes or no'), 'no'),
  EMBEDDED_STORE: v.optional(
    v.picklist(['yes', 'shared', 'no'], 'EMBEDDED_STORE is yes, shared or no'),
    'no',
  ),
  WX_APP_ID: v.optional(v.string()),
  WX_APP_SECRET: v.optional(v.string()),
  WX_API_BASE: v.optional(v.pipe(v.string(), v.url('WX_API_BASE is a URL'))),
  WX_ORIGINAL_ID: v.optional(v.string()),
  WX_PUSH_TOKEN: v.optional(v.string()),
  WX_PUSH_KEY: v.optional(v.string()),
  WX_PUSH_PREVIOUS_TOKEN: v.optional(v.string()),
  WX_PUSH_PREVIOUS_KEY: v.optional(v.string()),
  WX_TEMPLATE_PAYOUT: v.optional(v.string()),
  WX_TEMPLATE_PAYOUT_KEYS: v.optional(templateKeys('WX_TEMPLATE_PAYOUT_KEYS')),
  ...noticeVariables.entries,
  ...signInVariables.entries,
  ...certificateSiteVariables.entries,
  SESSION_KEY: v.optional(keySetting('SESSION_KEY')),
  FIELD_KEY: v.optional(keySetting('FIELD_KEY')),
  INDEX_KEY: v.optional(keySetting('INDEX_KEY')),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'LOG_LEVEL is fatal, error, warn, info, debug or silent',
    ),
    'info',
  ),
})
type Variables = v.InferOutput<typeof variables>

/**
 * Reads the environment once. An empty variable counts as not set.
 * @throws ConfigError with everything that is wrong, not just the first thing
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { settings, malformed } = parseVariables(given)
  const unfit = [
    ...(settings.MODE === 'service' ? serviceProblems(settings) : demoProblems(settings)),
    ...signInProblems(settings),
    ...certificateSiteProblems(settings),
  ]
  const problems = [
    ...malformed.map(({ problem }) => problem),
    ...unfit.filter((problem) => !malformed.some(({ name }) => problem.startsWith(`${name}:`))),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return toConfig(settings)
}

/** Whatever is malformed is reported and then counts as not set, so that everything else can be judged, too. */
function parseVariables(given: Record<string, string | undefined>): {
  settings: Variables
  malformed: { name: string; problem: string }[]
} {
  const parsed = v.safeParse(variables, given, { abortPipeEarly: true })
  if (parsed.success) return { settings: parsed.output, malformed: [] }
  const malformed = parsed.issues.map((issue) => ({
    name: String(issue.path?.[0]?.key),
    problem: issue.message,
  }))
  const names = new Set(malformed.map(({ name }) => name))
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name)))
  return { settings: v.parse(variables, rest), malformed }
}

function toConfig(settings: Variables): Config {
  const service = settings.MODE === 'service'
  return {
    mode: settings.MODE,
    port: settings.PORT,
    host: settings.HOST,
    dataDir: path.resolve(settings.DATA_DIR),
    behindProxy: settings.BEHIND_PROXY === 'yes',
    mongodbUri: settings.MONGODB_URI ?? null,
    isStoreShared: settings.EMBEDDED_STORE === 'shared',
    programmeDate: service ? null : (settings.PROGRAMME_DATE ?? '2021-06-18'),
    wechat: service ? wechatSettings(settings) : null,
    keys: service ? keyMaterial(settings) : null,
    notices: service ? noticeSettings(settings) : null,
    certificateSite: certificateSiteSettings(settings),
    signIn: signInTimes(settings),
    previousSessionKey: previousSessionKey(settings),
    logLevel: settings.LOG_LEVEL,
  }
}

/** Only after `serviceProblems` found nothing missing. */
function wechatSettings(settings: Variables): WechatSettings {
  return {
    appId: settings.WX_APP_ID ?? '',
    appSecret: settings.WX_APP_SECRET ?? '',
    baseUrl: settings.WX_API_BASE ?? WECHAT_API,
    payoutTemplateId: settings.WX_TEMPLATE_PAYOUT ?? '',
    payoutTemplateKeys: settings.WX_TEMPLATE_PAYOUT_KEYS ?? { purpose: '', amount: '', date: '', note: '' },
    push: pushSettings(settings),
  }
}

function keyMaterial(settings: Variables): KeyMaterial {
  return {
    sessionKey: settings.SESSION_KEY ?? '',
    fieldKey: settings.FIELD_KEY ?? '',
    indexKey: settings.INDEX_KEY ?? '',
  }
}

function demoProblems(settings: Variables): string[] {
  const problems: string[] = []
  if (!LOOPBACK.test(settings.HOST)) {
    problems.push(
      'HOST: a demonstration has known people who can sign in as anybody, so it listens on 127.0.0.1 only',
    )
  }
  for (const name of ['WX_APP_ID', 'WX_APP_SECRET'] as const) {
    if (settings[name])
      problems.push(`${name}: a demonstration simulates WeChat; set MODE=service to use the real one`)
  }
  return problems
}

function serviceProblems(settings: Variables): string[] {
  const problems: string[] = []
  const required = [
    'WX_APP_ID',
    'WX_APP_SECRET',
    'WX_TEMPLATE_PAYOUT',
    'WX_TEMPLATE_PAYOUT_KEYS',
    'SESSION_KEY',
    'FIELD_KEY',
    'INDEX_KEY',
  ] as const
  for (const name of required) {
    if (!settings[name]) problems.push(`${name}: needed in service`)
  }
  if (settings.PROGRAMME_DATE)
    problems.push('PROGRAMME_DATE: only for demonstrations; service runs on the real date')
  if (!settings.MONGODB_URI && settings.EMBEDDED_STORE === 'no') {
    problems.push(
      'MONGODB_URI: needed in service, or ask for the embedded store by name with EMBEDDED_STORE=yes',
    )
  }
  if (settings.WX_APP_ID && settings.WX_APP_SECRET) {
    const { appId, appSecret, baseUrl } = wechatSettings(settings)
    problems.push(...wechatConfigProblems({ mode: 'service', appId, appSecret, baseUrl, templates: [] }))
  }
  problems.push(...pushConfigProblems(settings))
  problems.push(...noticeProblems(settings))
  const { SESSION_KEY, SESSION_KEY_PREVIOUS, FIELD_KEY, INDEX_KEY } = settings
  const keys = [SESSION_KEY, SESSION_KEY_PREVIOUS, FIELD_KEY, INDEX_KEY].filter(
    (value) => value !== undefined,
  )
  if (new Set(keys).size !== keys.length)
    problems.push('SESSION_KEY, FIELD_KEY, INDEX_KEY: must differ from each other, and from the previous one')
  return problems
}

function templateKeys(name: string) {
  const message = `${name} looks like purpose=thing1,amount=amount2,date=date3,note=thing4`
  const shape = /^purpose=(thing\d+),amount=(amount\d+),date=(date\d+),note=(thing\d+)$/
  return v.pipe(
    v.string(),
    v.regex(shape, message),
    v.transform((text) => {
      const [, purpose = '', amount = '', date = '', note = ''] = shape.exec(text) ?? []
      return { purpose, amount, date, note }
    }),
  )
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(text)
}
