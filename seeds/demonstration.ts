import { Types } from 'mongoose'
import * as v from 'valibot'
import { mobileNumber } from '#shared/identity'
import { employmentBody, identityBody, payeeAccountBody, roles } from '#shared/people'
import { lessonModes } from '#shared/classes'
import { stateByDays } from '../server/classes/class-days'
import { TrainingClasses } from '../server/classes/training-class.model'
import type { Deployment } from '../server/context'
import { People } from '../server/people/person.model'
import { sealAccount, sealIdentity, sealOpenid } from '../server/people/person-secrets'
import { addDays, shanghaiDate } from '../server/programme-clock'
import { seedBudgets } from './demonstration-budgets'
import { seedLists, type SeededLists } from './demonstration-lists'
import { seedSecondFactors, type InventedPerson } from './demonstration-second-factors'
import demonstration from './demonstration.json'

const file = v.strictObject({
  note: v.string(),
  people: v.array(
    v.strictObject({
      key: v.string(),
      openid: v.string(),
      displayName: v.pipe(v.string(), v.startsWith('演示·')),
      role: v.picklist(roles),
      note: v.string(),
      institution: v.optional(v.string()),
      evaluationBody: v.optional(v.string()),
      /** The number that WeChat's phone button gives, where no identity is filled in yet. */
      wechatPhone: v.optional(mobileNumber),
      identity: v.optional(identityBody),
      payeeAccount: v.optional(payeeAccountBody),
      employment: v.optional(employmentBody),
    }),
  ),
  classes: v.array(
    v.strictObject({
      code: v.string(),
      title: v.string(),
      tradeSeq: v.number(),
      institution: v.string(),
      place: v.strictObject({
        name: v.string(),
        address: v.string(),
        latitude: v.number(),
        longitude: v.number(),
      }),
      startsInDays: v.number(),
      endsInDays: v.number(),
      enrolUntilInDays: v.number(),
      examInDays: v.number(),
      capacity: v.number(),
      teacherName: v.string(),
      priceFen: v.number(),
      lessons: v.array(
        v.strictObject({
          id: v.string(),
          onDay: v.number(),
          startsAt: v.string(),
          endsAt: v.string(),
          mode: v.picklist(lessonModes),
          hoursTenths: v.number(),
          topic: v.string(),
        }),
      ),
    }),
  ),
})
type Demonstration = v.InferOutput<typeof file>

/**
 * Puts the demonstration's people, institutions and classes into the store. Safe to repeat: what is there stays as it is.
 * @param programmeNow days in the file count from this day
 */
export async function seedDemonstration(deployment: Deployment, programmeNow: Date): Promise<void> {
  const data = v.parse(file, demonstration)
  const lists = await seedLists()
  const { institutionIds } = lists
  await seedPeople(deployment, data.people, lists, programmeNow)
  await seedSecondFactors(deployment.cipher, await inventedPeople(data.people), programmeNow)
  await seedBudgets(programmeNow, Number(shanghaiDate(programmeNow).slice(0, 4)))
  await seedClasses(data.classes, institutionIds, shanghaiDate(programmeNow))
}

async function seedPeople(
  { cipher }: Deployment,
  people: Demonstration['people'],
  { institutionIds, evaluationBodyIds }: SeededLists,
  confirmedAt: Date,
): Promise<void> {
  for (const person of people) {
    if (await People.exists({ demoKey: person.key })) continue
    const personId = new Types.ObjectId()
    await People.create({
      _id: personId,
      ...sealOpenid(cipher, personId, person.openid),
      demoKey: person.key,
      displayName: person.displayName,
      roles: [person.role],
      institutionId: institutionIds.get(person.institution ?? '') ?? null,
      evaluationBodyId: evaluationBodyIds.get(person.evaluationBody ?? '') ?? null,
      identity: person.identity ? sealIdentity(cipher, personId, person.identity) : null,
      payeeAccount: person.payeeAccount
        ? sealAccount(cipher, personId, { ...person.payeeAccount, confirmedAt })
        : null,
      employment: person.employment ?? null,
      createdAt: confirmedAt,
    })
  }
}

async function inventedPeople(people: Demonstration['people']): Promise<InventedPerson[]> {
  return People.find({ demoKey: { $in: people.map(({ key }) => key) } }).lean<InventedPerson[]>()
}

async function seedClasses(
  classes: Demonstration['classes'],
  institutionIds: Map<string, Types.ObjectId>,
  today: string,
): Promise<void> {
  for (const item of classes) {
    if (await TrainingClasses.exists({ code: item.code })) continue
    const institutionId = institutionIds.get(item.institution)
    if (!institutionId) throw new Error(`Demonstration class ${item.code} names no institution`)
    const { code, title, tradeSeq, place, capacity, teacherName, priceFen } = item
    const days = {
      startsOn: addDays(today, item.startsInDays),
      endsOn: addDays(today, item.endsInDays),
      enrolUntil: addDays(today, item.enrolUntilInDays),
    }
    await TrainingClasses.create({
      ...{ code, title, tradeSeq, place, capacity, teacherName, priceFen, institutionId },
      ...days,
      state: stateByDays(days, today),
      examOn: addDays(today, item.examInDays),
      lessons: item.lessons.map(({ onDay, ...lesson }) => ({ ...lesson, heldOn: addDays(today, onDay) })),
      seatsLeft: capacity,
      isDemo: true,
    })
  }
}
