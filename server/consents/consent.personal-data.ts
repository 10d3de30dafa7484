import type { PersonalDataSection } from '#shared/personal-data'
import { consentPurposes } from '#shared/consents'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { consentsOf } from './consent.service'

/** To what somebody agreed, as 我的资料 shows it. */
export async function consentSection({ _id }: Person): Promise<PersonalDataSection> {
  return {
    title: '我同意过什么',
    purpose: '记清楚您哪天同意了什么',
    seenBy: '只有您',
    facts: (await consentsOf(_id)).map(({ purpose, at }) => ({
      label: consentPurposes[purpose].title,
      value: chineseDay(shanghaiDate(at)),
    })),
  }
}
