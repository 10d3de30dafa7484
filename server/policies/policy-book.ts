import { createHash } from 'node:crypto'
import { applyPreset, parsePolicy, type PresetName, type SubsidyPolicy } from '#shared/subsidy-policy'
import { tradesSchema, type Trade } from '#shared/trades'
import * as v from 'valibot'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import tradesFile from '#seeds/trades.json'

/** Which policy a claim was made under: pinned with the claim, so that it can be replayed. */
export interface PolicyPin {
  code: string
  version: number
  preset: string
  hash: string
}

/** Every policy version that this server knows, and the trades of the annex. */
export interface PolicyBook {
  /** The policy for new claims. */
  current: SubsidyPolicy
  /** The policy of an old claim. @throws when no known version has this fingerprint */
  pinned(pin: PolicyPin): SubsidyPolicy
  /** Row of the annex. @throws RangeError outside 1–181 */
  trade(seq: number): Trade
}

/**
 * Reads the seeds once.
 * @param preset which reading of the notice's open questions is in force
 */
export function loadPolicyBook(preset: PresetName): PolicyBook {
  const base = parsePolicy(policyFile, (text) => createHash('sha256').update(text, 'utf8').digest('hex'))
  const trades = new Map(v.parse(tradesSchema, tradesFile).map((trade) => [trade.seq, trade]))
  return {
    current: applyPreset(base, preset),
    pinned: (pin) => {
      if (pin.hash !== base.hash)
        throw new Error(`No policy ${pin.code} version ${pin.version} with hash ${pin.hash}`)
      return applyPreset(base, pin.preset === 'common' ? 'common' : 'notice')
    },
    trade: (seq) => {
      const found = trades.get(seq)
      if (!found) throw new RangeError(`The annex has no row ${seq}`)
      return found
    },
  }
}
