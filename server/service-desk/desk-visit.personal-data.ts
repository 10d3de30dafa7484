import type { PersonalDataSection } from '#shared/personal-data'
import type { VisitView } from '#shared/service-desk'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Context } from '../context'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { familyVisitsBy, presentVisits, visitsOf } from './desk-visit.service'

/** Who acted for somebody, and for whom they did in the family, as 我的资料 shows it; each step is on a page of its own. */
export async function visitSection(context: Context, { _id }: Person): Promise<PersonalDataSection> {
  const received = await presentVisits(context, await visitsOf(_id))
  const given = await presentVisits(context, await familyVisitsBy(_id))
  return {
    title: '代办',
    purpose: '让您查得到谁替您办过什么',
    seenBy: '您和替您办的人',
    facts: [
      ...received.map((visit) => ({ label: `${visit.clerkName}替您办`, value: wordsOf(visit) })),
      ...given.map((visit) => ({ label: `您替${visit.nameMasked}办`, value: wordsOf(visit) })),
    ],
  }
}

function wordsOf({ beganAt, acts }: VisitView): string {
  return `${chineseDay(shanghaiDate(new Date(beganAt)))}，办了${String(acts.length)}件事`
}
