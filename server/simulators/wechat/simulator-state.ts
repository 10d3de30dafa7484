import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { PendingPush } from './push-delivery'

/** A person of the simulated WeChat. `risk` 4 is held back by risk control. */
export interface SimulatedPerson {
  openid: string
  unionid?: string
  phone?: string
  risk?: number
  /** What WeChat knows of the person under their real name; absent: not checked yet. */
  identity?: SimulatedIdentity
}

export interface SimulatedIdentity {
  name: string
  /** Invented, like all that is simulated here. */
  number: string
}

/** A face check that was begun. */
export interface FaceCheck {
  /** The caller's own number for it, used once. */
  number: string
  openid: string
  hash: string
  isPassed: boolean
  expiresAt: number
}

export interface IssuedToken {
  value: string
  kind: 'stable' | 'legacy'
  /** Milliseconds of the simulator's clock; a successor shortens it to the five minutes of grace. */
  usableUntil: number
  expiresAt: number
  replaced: boolean
  dead: boolean
}

export interface SentMessage {
  /** 19 digits: too many for a double. */
  msgid: string
  openid: string
  templateId: string
  page: string
  miniprogramState: string
  data: Record<string, string>
  /** Instant of the simulator's clock, ISO UTC. */
  sentAt: string
}

/** All that must outlive the process. */
export interface SimulatorState {
  clockOffsetMs: number
  people: SimulatedPerson[]
  loginCodes: Record<string, OneTimeCode>
  /** From the phone button: another thing than a login code. */
  phoneCodes: Record<string, OneTimeCode>
  /** Instant of each person's last login, for what only works on active users. */
  lastVisits: Record<string, number>
  sessionKeys: Record<string, string>
  tokens: IssuedToken[]
  forcedAt: number[]
  /** Sends left by `openid template`; a long-term subscription stays at 1 and is not used up. */
  credits: Record<string, number>
  outbox: SentMessage[]
  /** Instants at which quotas were reset. */
  quotaResets: number[]
  /** By verify_id. */
  faceChecks: Record<string, FaceCheck>
  /** Openids that are bound as employees. */
  employees: string[]
  /** Where the product listens for pushes, and what it has not been told yet. */
  callbackUrl: string | null
  pendingPushes: PendingPush[]
}

export interface OneTimeCode {
  openid: string
  expiresAt: number
  used: boolean
}

export function emptyState(people: readonly SimulatedPerson[]): SimulatorState {
  return {
    clockOffsetMs: 0,
    people: people.map((person) => ({ ...person })),
    loginCodes: {},
    phoneCodes: {},
    lastVisits: {},
    sessionKeys: {},
    tokens: [],
    forcedAt: [],
    credits: {},
    outbox: [],
    quotaResets: [],
    faceChecks: {},
    employees: [],
    callbackUrl: null,
    pendingPushes: [],
  }
}

export interface StateFile {
  read(): SimulatorState | null
  /** Returns when the kernel has all of it: a killed process loses nothing, and nobody ever sees half a file. */
  write(state: SimulatorState): void
}

/** @throws Error naming the file when it cannot be read as a state, rather than starting with an empty outbox */
export function openStateFile(path: string | undefined): StateFile {
  if (path === undefined) return { read: () => null, write: () => undefined }
  return {
    read() {
      if (!existsSync(path)) return null
      try {
        return { ...emptyState([]), ...(JSON.parse(readFileSync(path, 'utf8')) as SimulatorState) }
      } catch (cause) {
        throw new Error(`The WeChat simulator cannot read its state in ${path}; mend it or remove it`, {
          cause,
        })
      }
    },
    write(state) {
      const draft = `${path}.new`
      writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
      renameSync(draft, path)
    },
  }
}
