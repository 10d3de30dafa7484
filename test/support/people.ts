import { isBankCardNumber, isResidentId } from '#shared/identity'
import { ok } from './path-steps'
import type { Caller, TestServer } from './server'

/** An invented identity number in an area that does not exist: person `index` of a test. */
export function inventedId(index: number): string {
  const body = `9999991985${String((index % 12) + 1).padStart(2, '0')}17${String(index).padStart(3, '0')}`
  return found([...'0123456789X'].map((check) => body + check).find(isResidentId))
}

/** An invented card number of the demonstration's bank. */
export function inventedCard(index: number): string {
  const body = `629999100000000${String(index).padStart(3, '0')}`
  return found([...'0123456789'].map((check) => body + check).find(isBankCardNumber))
}

/** What a test tells of a worker; kept to look for it where it must not be. */
export interface InventedWorker {
  openid: string
  name: string
  residentIdNumber: string
  mobileNumber: string
  cardNumber: string
}

export function inventedWorker(index: number): InventedWorker {
  const number = String(index).padStart(3, '0')
  return {
    openid: `oTESTworker${number}000000000000000`,
    name: `工${'甲乙丙丁戊己庚辛壬癸'[index % 10] ?? ''}人`,
    residentIdNumber: inventedId(index),
    mobileNumber: `14011112${number}`,
    cardNumber: inventedCard(index),
  }
}

/** A worker who has just joined through WeChat and filled everything in. */
export async function joinedWorker(
  server: Pick<TestServer, 'wechat' | 'signIn'>,
  index: number,
  changes: Partial<ReturnType<typeof inventedWorker>> = {},
): Promise<Caller> {
  const worker = { ...inventedWorker(index), ...changes }
  await server.wechat.seed([{ openid: worker.openid }])
  const caller = await server.signIn(worker.openid)
  const { name, residentIdNumber, mobileNumber, cardNumber } = worker
  ok(await caller.put('/me/identity', { consent: true, name, residentIdNumber, mobileNumber }))
  ok(await caller.put('/me/payee-account', { consent: true, bankName: '演示银行（社保卡）', cardNumber }))
  return caller
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('No check digit fits')
  return value
}
