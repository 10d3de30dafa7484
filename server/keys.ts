import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import type { Config, KeyMaterial } from './config'

/** The keys in the form that node:crypto and jsonwebtoken use without parsing them again. */
export interface Keys {
  /** Signs the access tokens. */
  session: KeyObject
  /** Signs nothing more; what it signed counts until then. Null where no change is under way. */
  previousSession: { key: KeyObject; until: Date } | null
  field: KeyObject
  index: KeyObject
}

const keyFile = v.strictObject({ sessionKey: v.string(), fieldKey: v.string(), indexKey: v.string() })

/**
 * The server's keys: from the configuration in service; in a demonstration made once and kept beside, not in, the store.
 * @throws when the demonstration's key file is there but cannot be read: new keys would make stored data unreadable
 */
export function loadKeys(config: Config): Keys {
  const material = config.keys ?? demonstrationKeys(path.join(config.dataDir, 'demo-keys.json'))
  const previous = config.previousSessionKey
  return {
    session: createSecretKey(material.sessionKey, 'base64'),
    previousSession: previous && { key: createSecretKey(previous.key, 'base64'), until: previous.until },
    field: createSecretKey(material.fieldKey, 'base64'),
    index: createSecretKey(material.indexKey, 'base64'),
  }
}

function demonstrationKeys(file: string): KeyMaterial {
  mkdirSync(path.dirname(file), { recursive: true })
  const fresh = { sessionKey: freshKey(), fieldKey: freshKey(), indexKey: freshKey() }
  try {
    writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'wx', flush: true })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return v.parse(keyFile, JSON.parse(readFileSync(file, 'utf8')))
  }
}

function freshKey(): string {
  return randomBytes(32).toString('base64')
}
