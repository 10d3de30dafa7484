import * as v from 'valibot'
import { instant, line, recordId } from './primitives'

/** A secret that the device makes once and keeps: a stolen refresh token is worth nothing without it. */
export const deviceKey = v.pipe(
  v.string('缺少设备凭证'),
  v.regex(/^[A-Za-z0-9_-]{22,100}$/, '设备凭证不对，请重新登录'),
)

/** The phone or browser that signs in; `name` is what its owner reads in the list of devices. */
export const deviceBody = v.strictObject({ key: deviceKey, name: line(40) })
export type DeviceBody = v.InferOutput<typeof deviceBody>

export const refreshBody = v.strictObject({
  refreshToken: v.pipe(v.string('缺少登录凭证'), v.regex(/^[A-Za-z0-9_-]{43}$/, '登录凭证不对，请重新登录')),
  deviceKey,
})
export type RefreshBody = v.InferOutput<typeof refreshBody>

/** What a refresh gives: the old refresh token is used up. */
export const refreshView = v.object({ token: v.string(), expiresAt: instant, refreshToken: v.string() })
export type RefreshView = v.InferOutput<typeof refreshView>

/** One place where the person is signed in. */
export const deviceView = v.object({
  id: recordId,
  name: v.string(),
  signedInAt: instant,
  lastSeenAt: instant,
  isThisOne: v.boolean(),
})
export const deviceListView = v.object({ items: v.array(deviceView) })
export type DeviceListView = v.InferOutput<typeof deviceListView>
