/** A phone for tests in place of `@tarojs/taro`: storage in memory, answers by script, pages as a list. */

export interface SentRequest {
  url: string
  method: string
  header: Record<string, string>
  data?: string
}
export interface Answer {
  statusCode: number
  data: unknown
}
/** What the server does with a request: answers, or throws as the platform does (`{ errMsg }`). */
export type Responder = (request: SentRequest) => Answer | Promise<Answer>

interface Phone {
  storage: Map<string, unknown>
  sent: SentRequest[]
  respond: Responder
  opened: string[]
  /** Where it says to be; null when nobody allows it to tell. */
  place: { latitude: number; longitude: number; accuracy: number } | null
  params: Record<string, string>
}

const refuse: Responder = ({ method, url }) => {
  throw new Error(`the test did not say how to answer ${method} ${url}`)
}
export const phone: Phone = {
  storage: new Map(),
  sent: [],
  respond: refuse,
  opened: [],
  place: null,
  params: {},
}

/** A new phone: nothing kept, nothing sent. */
export function resetPhone(): void {
  Object.assign(phone, { storage: new Map(), sent: [], respond: refuse, opened: [], place: null, params: {} })
}

const taro = {
  getStorageSync: (key: string): unknown => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown): void => void phone.storage.set(key, value),
  removeStorageSync: (key: string): void => void phone.storage.delete(key),
  getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
  request: async (request: SentRequest): Promise<Answer> => {
    phone.sent.push(request)
    return phone.respond(request)
  },
  getCurrentPages: () => phone.opened,
  navigateTo: async ({ url }: { url: string }) => void phone.opened.push(url),
  redirectTo: async ({ url }: { url: string }) => void phone.opened.push(url),
  reLaunch: async ({ url }: { url: string }) => void phone.opened.push(url),
  switchTab: async ({ url }: { url: string }) => void phone.opened.push(url),
  navigateBack: async () => void phone.opened.pop(),
  getLocation: async () => {
    if (phone.place === null)
      throw Object.assign(new Error('denied'), { errMsg: 'getLocation:fail auth deny' })
    return phone.place
  },
  showModal: async () => ({ confirm: true, cancel: false }),
  showToast: async () => undefined,
  pageScrollTo: async () => undefined,
  setClipboardData: async () => undefined,
  setTabBarBadge: async () => undefined,
  removeTabBarBadge: async () => undefined,
}
// eslint-disable-next-line import-x/no-default-export -- stands in for a package that has one
export default taro

export const useDidShow = (): void => undefined
export const useDidHide = (): void => undefined
export const usePullDownRefresh = (): void => undefined
export const stopPullDownRefresh = (): void => undefined
export const useRouter = () => ({ params: phone.params })
