import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'

/** One element of a page's data as Taro hands it to WeChat's template: name, children, text, attributes. */
export interface WeappNode {
  nn?: string
  cn?: WeappNode[]
  v?: string
  sid?: string
  [attribute: string]: unknown
}

type PageOptions = Record<string, unknown> & { data?: Record<string, unknown> }

/** What a page sends, and what came back; undefined = there is no such address. */
export interface WeappRequest {
  url: string
  method?: string
  data?: string
  header?: Record<string, string>
}
export type WeappAnswer = (request: WeappRequest) => unknown

/** Wraps an answer that has a status of its own. */
export class HttpReply {
  constructor(
    readonly status: number,
    readonly data: unknown,
  ) {}
}

type Callback<Reply> = { success?: (reply: Reply) => void; complete?: (reply: Reply) => void }
/** What WeChat asks the page for before something personal. */
type PrivacyNeed = (resolve: (answer: PrivacyAnswer) => void) => void
export interface PrivacyAnswer {
  event: string
  buttonId?: string
}

interface RandomValuesCall {
  length: number
  success?: (reply: { randomValues: ArrayBuffer }) => void
}

/**
 * Runs the built mini-program as WeChat would: its own app.js and page files in a fresh context with a `wx` of ours.
 * Nothing is drawn; what a page hands to `setData` is what WeChat would draw.
 */
export class WeappRuntime {
  readonly requests: { url: string; method?: string }[] = []
  /** Calls that leave the page: pages opened, dialogues, WeChat's own windows. */
  readonly calls: { name: string; options: Record<string, unknown> }[] = []
  /** What `wx.login` gives next. */
  loginCode: () => Promise<string> = () => Promise.reject(new Error('Nobody is to sign in here'))
  private privacyNeed: PrivacyNeed | null = null
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly storage = new Map<string, unknown>()
  private readonly context: vm.Context
  private app: Record<string, unknown> | null = null
  private page: PageOptions | null = null

  constructor(
    private readonly folder: string,
    private readonly answer: WeappAnswer,
  ) {
    const getApp = () => this.app
    const globals: Record<string, unknown> = {
      ...{
        console,
        setTimeout,
        clearTimeout,
        setInterval,
        clearInterval,
        queueMicrotask,
        Promise,
        Date,
        Math,
        JSON,
      },
      wx: this.platform(),
      getApp,
      getCurrentPages: () => (this.page ? [this.page] : []),
      App: (options: Record<string, unknown>) => void (this.app = options),
      Page: (options: PageOptions) => void (this.page = options),
      Component: (options: PageOptions) => void (this.page = options),
      Behavior: (options: unknown) => options,
      __wxConfig: {},
    }
    globals['global'] = globals
    this.context = vm.createContext(globals)
  }

  /** Starts the app, then opens a page with the given parameters. */
  async open(pagePath: string, parameters: Record<string, string> = {}): Promise<OpenPage> {
    if (!this.app) {
      this.load('app.js')
      this.call(this.app, 'onLaunch', { path: pagePath, query: parameters, scene: 1001 })
      this.call(this.app, 'onShow', { path: pagePath, query: parameters, scene: 1001 })
    }
    this.load(`${pagePath}.js`)
    if (!this.page) throw new Error(`${pagePath} registered no page`)
    const page = new OpenPage(this.page, pagePath)
    await page.start(parameters)
    return page
  }

  /** WeChat meets something personal for the first time. @returns the answers that it gets, in order */
  needPrivacy(): PrivacyAnswer[] {
    const answers: PrivacyAnswer[] = []
    if (!this.privacyNeed) throw new Error('The app does not listen for the need of a consent')
    this.privacyNeed((answer) => void answers.push(answer))
    return answers
  }

  private load(name: string): unknown {
    const known = this.modules.get(name)
    if (known) return known.exports
    const module = { exports: {} }
    this.modules.set(name, module)
    const code = readFileSync(path.join(this.folder, name), 'utf8')
    const require = (request: string) =>
      this.load(path.posix.join(path.posix.dirname(name), request).replace(/(\.js)?$/, '.js'))
    const run = vm.runInContext(`(function(require,module,exports){${code}\n})`, this.context, {
      filename: name,
    })
    run(require, module, module.exports)
    return module.exports
  }

  private call(target: Record<string, unknown> | null, method: string, argument: unknown): void {
    const found = target?.[method]
    if (typeof found === 'function') found.call(target, argument)
  }

  /** The part of `wx` that starting and searching needs; a page that calls anything else fails here. */
  private platform(): unknown {
    const known: Record<string, unknown> = {
      getSystemInfoSync: () => ({
        windowWidth: 375,
        windowHeight: 812,
        pixelRatio: 2,
        platform: 'devtools',
        SDKVersion: '3.5.8',
      }),
      getWindowInfo: () => ({
        windowWidth: 375,
        windowHeight: 812,
        pixelRatio: 2,
        safeArea: { bottom: 778 },
      }),
      getAppBaseInfo: () => ({ SDKVersion: '3.5.8', fontSizeSetting: 17 }),
      getDeviceInfo: () => ({ platform: 'devtools', model: 'devtools' }),
      // Taro hands this one through as it is: without a callback WeChat gives a promise.
      getRandomValues: ({ length, success }: RandomValuesCall) => {
        const reply = { randomValues: globalThis.crypto.getRandomValues(new Uint8Array(length)).buffer }
        success?.(reply)
        return Promise.resolve(reply)
      },
      getStorageSync: (key: string) => this.storage.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => void this.storage.set(key, value),
      removeStorageSync: (key: string) => void this.storage.delete(key),
      getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
      getNetworkType: ({ success }: { success?: (reply: unknown) => void } = {}) =>
        success?.({ networkType: '4g' }),
      onNetworkStatusChange: () => undefined,
      offNetworkStatusChange: () => undefined,
      setTabBarBadge: () => undefined,
      removeTabBarBadge: () => undefined,
      setNavigationBarTitle: () => undefined,
      stopPullDownRefresh: () => undefined,
      canIUse: () => false,
      nextTick: (work: () => void) => queueMicrotask(work),
      onNeedPrivacyAuthorization: (need: PrivacyNeed) => void (this.privacyNeed = need),
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()] }),
      login: ({ success }: Callback<{ code: string }>) =>
        void this.loginCode().then((code) => success?.({ code })),
      requestSubscribeMessage: this.recorded('requestSubscribeMessage', ({ tmplIds }) =>
        Object.fromEntries((tmplIds as string[]).map((id) => [id, 'accept'])),
      ),
      showModal: this.recorded('showModal', () => ({ confirm: true, cancel: false })),
      showToast: this.recorded('showToast'),
      openSetting: this.recorded('openSetting', () => ({ authSetting: {} })),
      navigateTo: this.recorded('navigateTo'),
      redirectTo: this.recorded('redirectTo'),
      reLaunch: this.recorded('reLaunch'),
      switchTab: this.recorded('switchTab'),
      navigateBack: this.recorded('navigateBack'),
      request: (options: WeappRequest & Callback<unknown>) => {
        this.requests.push({
          url: options.url,
          ...(options.method === undefined ? {} : { method: options.method }),
        })
        void this.reply(options)
        return { abort: () => undefined }
      },
    }
    return known
  }

  /** A call of the platform that succeeds and is written down. */
  private recorded(name: string, reply: (options: Record<string, unknown>) => object = () => ({})) {
    return (options: Record<string, unknown> & Callback<object>) => {
      this.calls.push({ name, options })
      const answer = { errMsg: `${name}:ok`, ...reply(options) }
      setTimeout(() => {
        options.success?.(answer)
        options.complete?.(answer)
      }, 0)
    }
  }

  private async reply(request: WeappRequest & Callback<unknown>): Promise<void> {
    const answer = await this.answer(request)
    const data = answer instanceof HttpReply ? answer.data : answer
    const statusCode = answer instanceof HttpReply ? answer.status : answer === undefined ? 404 : 200
    setTimeout(() => request.success?.({ statusCode, data: data ?? {}, header: {} }), 0)
  }
}

/** A page that is open: what it shows, and what one can do with it. */
export class OpenPage {
  private readonly instance: Record<string, unknown>
  private readonly data: Record<string, unknown>

  constructor(
    private readonly options: PageOptions,
    readonly path: string,
  ) {
    const data = structuredClone(options.data ?? {})
    this.data = data
    this.instance = {
      ...options,
      data,
      route: path,
      setData(changes: Record<string, unknown>, done?: () => void) {
        for (const [place, value] of Object.entries(changes)) assign(data, place, value)
        done?.()
      },
      selectComponent: () => null,
      getTabBar: () => null,
    }
  }

  async start(parameters: Record<string, string>): Promise<void> {
    this.fire('onLoad', parameters)
    this.fire('onShow', undefined)
    this.fire('onReady', undefined)
    await settle()
  }

  /** All text on the page, in order. */
  text(): string {
    return texts(this.root()).join(' ')
  }

  /** Waits until the page shows the words: what is drawn is drawn when the machine has time. @throws after ten seconds */
  async shows(words: string): Promise<void> {
    for (let left = 200; left > 0; left -= 1) {
      if (this.text().includes(words)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`The page does not show ${words}, but: ${this.text()}`)
  }

  /** The first element that fits, or null. */
  find(fits: (node: WeappNode) => boolean): WeappNode | null {
    return search(this.root(), fits)
  }

  /** Taps what says these words: WeChat tells every box around them, the innermost first. */
  async tap(words: string): Promise<void> {
    await this.shows(words)
    for (const node of around(this.root(), words)
      .filter(({ sid }) => sid)
      .reverse())
      this.touch(node, 'tap', {})
    await settle()
  }

  /** The first element that fits. @throws when there is none */
  found(fits: (node: WeappNode) => boolean, what: string): WeappNode {
    const node = this.find(fits)
    if (!node) throw new Error(`The page has no ${what}, but: ${this.text()}`)
    return node
  }

  /** What WeChat reports when somebody touches or types. */
  async emit(node: WeappNode, type: string, detail: unknown = {}): Promise<void> {
    this.touch(node, type, detail)
    await settle()
  }

  private touch(node: WeappNode, type: string, detail: unknown): void {
    const target = { id: node.sid, dataset: { sid: node.sid } }
    this.fire('eh', {
      type,
      detail,
      target,
      currentTarget: target,
      mark: {},
      timeStamp: 0,
      touches: [],
      changedTouches: [],
    })
  }

  private root(): WeappNode {
    return (this.data['root'] ?? {}) as WeappNode
  }

  private fire(method: string, argument: unknown): void {
    const found = this.options[method]
    if (typeof found === 'function') found.call(this.instance, argument)
  }
}

function texts(node: WeappNode): string[] {
  return [...(typeof node.v === 'string' && node.v !== '' ? [node.v] : []), ...(node.cn ?? []).flatMap(texts)]
}

/** The boxes around the text that says just this, from the outside in; none when nothing does. */
function around(node: WeappNode, words: string): WeappNode[] {
  if ((node.cn ?? []).some(({ v }) => v === words)) return [node]
  for (const child of node.cn ?? []) {
    const found = around(child, words)
    if (found.length > 0) return [node, ...found]
  }
  return []
}

function search(node: WeappNode, fits: (node: WeappNode) => boolean): WeappNode | null {
  if (fits(node)) return node
  for (const child of node.cn ?? []) {
    const found = search(child, fits)
    if (found) return found
  }
  return null
}

/** `setData` paths: `root.cn.[0].v`, `root.cn[0].v`. */
function assign(data: Record<string, unknown>, place: string, value: unknown): void {
  const keys = place.replace(/\.?\[(\d+)\]/g, '.$1').split('.')
  let target: Record<string, unknown> = data
  for (const [index, key] of keys.slice(0, -1).entries()) {
    const next = keys[index + 1] ?? ''
    target[key] ??= /^\d+$/.test(next) ? [] : {}
    target = target[key] as Record<string, unknown>
  }
  target[keys.at(-1) ?? ''] = value
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 150))
}
