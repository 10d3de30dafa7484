import { send } from './client'

/** A read. */
export const get = <T>(path: string) => send<T>({ method: 'GET', path })

/** A command, once per `key`. */
export const post = <T>(path: string, key: string, body?: unknown) =>
  send<T>({ method: 'POST', path, idempotencyKey: key, ...(body === undefined ? {} : { body }) })

/** A command that sets something, once per `key`. */
export const put = <T>(path: string, key: string, body: unknown) =>
  send<T>({ method: 'PUT', path, idempotencyKey: key, body })

/** The part of an address that asks for the page behind a cursor; nothing for the first. */
export const after = (cursor: string | null | undefined, mark = '?') =>
  cursor ? `${mark}cursor=${encodeURIComponent(cursor)}` : ''

/** A command that takes something away, once per `key`. */
export const remove = <T>(path: string, key: string) =>
  send<T>({ method: 'DELETE', path, idempotencyKey: key })
