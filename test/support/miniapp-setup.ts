import '@testing-library/jest-dom'
import { resetPhone } from './taro'

process.env.TARO_ENV = 'h5'
Object.assign(globalThis, {
  API_BASE: '',
  OFFLINE_WORKER: '',
  ASKS_PLACE: true,
  definePageConfig: <T>(config: T): T => config,
  defineAppConfig: <T>(config: T): T => config,
})

beforeEach(resetPhone)
