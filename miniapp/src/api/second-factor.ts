import { setSecondFactor } from './client'

/** What waits for the code: the words of the server, and the way on. */
export interface SecondFactorRequest {
  words: string
  resolve: (isShown: boolean) => void
}

let waiting: SecondFactorRequest | null = null
let asked: Promise<boolean> | null = null
const listeners = new Set<() => void>()

setSecondFactor((words) => {
  asked ??= new Promise<boolean>((resolve) => {
    waiting = { words, resolve }
    announce()
  })
  return asked
})

/** What is asked for now, or null. */
export function secondFactorRequest(): SecondFactorRequest | null {
  return waiting
}

/** Calls back when something is asked for or no longer; gives the way to stop it. */
export function onSecondFactorRequest(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Lets the commands that wait go on, or ends them with the refusal. */
export function settleSecondFactor(isShown: boolean): void {
  const request = waiting
  waiting = null
  asked = null
  announce()
  request?.resolve(isShown)
}

function announce(): void {
  for (const listener of listeners) listener()
}
