import { canonicalName, maskName, mobileNumber } from '#shared/identity'
import { identityNumber } from '#shared/identity-documents'
import type { IdentityBody } from '#shared/people'
import type { ResultProblem } from '#shared/result-rows'
import type { ResultEntry } from '#shared/result-table'
import { upgradedResidentId } from '#shared/roster-numbers'
import * as v from 'valibot'
import type { Enrolment } from '../enrolments/enrolment.service'
import { identityInClear } from '../people/person-copy'
import type { Person } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'

/** Somebody on the roster with who they are. */
export interface RosterPerson {
  enrolment: Enrolment
  /** Null while they have not filled it in, and after they have left for good. */
  identity: IdentityBody | null
  hasLeft: boolean
}

/** A row's person, or why there is none. */
export type FoundPerson = { person: RosterPerson; problem: ResultProblem | null } | { problem: ResultProblem }

/** The roster with everybody's identity, in the order in which the institution sees it. */
export function rosterPeople(
  cipher: FieldCipher,
  roster: readonly Enrolment[],
  people: ReadonlyMap<string, Person>,
): RosterPerson[] {
  return roster.map((enrolment) => {
    const person = people.get(enrolment.workerId.toHexString())
    const identity = person ? identityInClear(cipher, person) : null
    return { enrolment, identity, hasLeft: person?.isBlocked ?? true }
  })
}

/** The name of somebody on the roster as an institution may see it. */
export function maskedNameOf({ identity }: RosterPerson): string {
  return identity ? maskName(identity.name) : '未填姓名'
}

/**
 * Whom a row means: by the identity number, else the phone, else the name, else the place on the roster. Whatever else the
 * row says has to agree with it.
 */
export function personOfRow(people: readonly RosterPerson[], entry: ResultEntry): FoundPerson {
  const found = candidateOf(people, entry)
  if ('problem' in found) return found
  const { person } = found
  if (person.hasLeft)
    return { person, problem: problem('name', 'not_on_roster', '这个人注销了账号，删掉这一行') }
  const typed = canonicalName(entry.name)
  if (typed === '' || person.identity?.name === typed) return { person, problem: null }
  const detail = person.identity
    ? `名单上这个人叫${maskName(person.identity.name)}，跟“${entry.name}”不一样，请核对`
    : '这个人还没填姓名，请他先在手机上填好身份信息'
  return { person, problem: problem('name', 'name_differs', detail) }
}

function candidateOf(
  people: readonly RosterPerson[],
  entry: ResultEntry,
): { person: RosterPerson } | { problem: ResultProblem } {
  if (entry.idNumber !== '') return byNumber(people, entry.idNumber)
  if (entry.mobileNumber !== '') return byMobile(people, entry)
  if (entry.name !== '') return byName(people, entry)
  return atPlace(people, entry.place)
}

function byNumber(people: readonly RosterPerson[], typed: string) {
  const number = v.safeParse(identityNumber, upgradedResidentId(typed) ?? typed, { abortPipeEarly: true })
  if (!number.success) return { problem: problem('idNumber', 'wrong', number.issues[0].message) }
  const person = people.find(({ identity }) => identity?.residentIdNumber === number.output)
  return person
    ? { person }
    : { problem: problem('idNumber', 'not_on_roster', '名单里没有这个证件号码，请核对') }
}

function byMobile(people: readonly RosterPerson[], { mobileNumber: typed, name }: ResultEntry) {
  const mobile = v.safeParse(mobileNumber, typed, { abortPipeEarly: true })
  if (!mobile.success) return { problem: problem('mobileNumber', 'wrong', mobile.issues[0].message) }
  const sharing = people.filter(({ identity }) => identity?.mobileNumber === mobile.output)
  const named = sharing.find(({ identity }) => identity?.name === canonicalName(name))
  if (sharing.length > 1 && !named)
    return { problem: problem('mobileNumber', 'several', '有几个人留了这个手机号，请写证件号码') }
  const person = named ?? sharing[0]
  return person
    ? { person }
    : { problem: problem('mobileNumber', 'not_on_roster', '名单里没有这个手机号，请核对') }
}

function byName(people: readonly RosterPerson[], { name, place }: ResultEntry) {
  const namesakes = people.filter(({ identity }) => identity?.name === canonicalName(name))
  const [only] = namesakes
  if (!only) return { problem: problem('name', 'not_on_roster', `名单里没有“${name}”，请核对姓名`) }
  if (namesakes.length === 1) return { person: only }
  const placed = namesakes.find((person) => person === people[Number(place) - 1])
  if (placed) return { person: placed }
  return { problem: problem('name', 'several', `名单里有${namesakes.length}个“${name}”，请写证件号码`) }
}

function atPlace(people: readonly RosterPerson[], place: string) {
  const person = people[Number(place) - 1]
  return person ? { person } : { problem: problem('place', 'not_on_roster', `名单里没有第${place}个人`) }
}

function problem(field: ResultProblem['field'], code: ResultProblem['code'], detail: string): ResultProblem {
  return { field, code, detail }
}
