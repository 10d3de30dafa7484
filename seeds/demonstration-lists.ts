import type { Types } from 'mongoose'
import * as v from 'valibot'
import { certificateLevels } from '#shared/certificate-kinds'
import { certificateKinds } from '#shared/classes'
import { institutionKinds } from '#shared/institutions'
import { isoDate } from '#shared/primitives'
import { searchAreas } from '#shared/trade-searches'
import { EvaluationBodies } from '../server/evaluation-bodies/evaluation-body.model'
import { Institutions } from '../server/institutions/institution.model'
import lists from './demonstration-lists.json'

const listed = {
  code: v.string(),
  name: v.pipe(v.string(), v.startsWith('演示·')),
  district: v.picklist(searchAreas),
  address: v.pipe(v.string(), v.endsWith('（演示地址）')),
  phone: v.nullable(v.string()),
  location: v.nullable(v.strictObject({ latitude: v.number(), longitude: v.number() })),
  credit: v.nullable(v.strictObject({ grade: v.string(), asOf: isoDate, source: v.string() })),
  listPeriods: v.array(
    v.strictObject({
      from: isoDate,
      until: v.nullable(isoDate),
      document: v.pipe(v.string(), v.startsWith('演示·')),
      endDocument: v.nullable(v.string()),
    }),
  ),
}
const file = v.strictObject({
  note: v.string(),
  institutions: v.array(
    v.strictObject({ ...listed, kind: v.picklist(institutionKinds), inCity: v.boolean() }),
  ),
  evaluationBodies: v.array(
    v.strictObject({
      ...listed,
      otherNames: v.array(v.string()),
      assesses: v.array(
        v.strictObject({
          kind: v.picklist(certificateKinds),
          tradeSeqs: v.array(v.number()),
          levels: v.array(v.picklist(certificateLevels)),
        }),
      ),
    }),
  ),
})

/** Ids of the bodies of the demonstration by their codes. */
export interface SeededLists {
  institutionIds: Map<string, Types.ObjectId>
  evaluationBodyIds: Map<string, Types.ObjectId>
}

/**
 * Puts the demonstration's training institutions and evaluation bodies into their lists. Safe to repeat; a demonstration
 * that an earlier release began, before there were lists, gets them once.
 */
export async function seedLists(): Promise<SeededLists> {
  const { institutions, evaluationBodies } = v.parse(file, lists)
  const institutionIds: SeededLists['institutionIds'] = new Map()
  const evaluationBodyIds: SeededLists['evaluationBodyIds'] = new Map()
  for (const { code, name, kind, inCity, ...listing } of institutions) {
    const found = await Institutions.findOneAndUpdate(
      { code },
      { $setOnInsert: { name, kind, inCity, isDemo: true, ...listing } },
      { upsert: true, returnDocument: 'after' },
    )
    await Institutions.updateOne({ code, listPeriods: { $exists: false } }, { $set: listing })
    institutionIds.set(code, found._id)
  }
  for (const { code, ...rest } of evaluationBodies) {
    const found = await EvaluationBodies.findOneAndUpdate(
      { code },
      { $setOnInsert: { ...rest, isDemo: true } },
      { upsert: true, returnDocument: 'after' },
    )
    evaluationBodyIds.set(code, found._id)
  }
  return { institutionIds, evaluationBodyIds }
}
