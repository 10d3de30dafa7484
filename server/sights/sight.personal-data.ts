import type { PersonalDataSection } from '#shared/personal-data'
import type { Person } from '../people/person.service'
import { countSights } from './sight.service'

/** How often somebody's data were seen, as 我的资料 shows it; each time is on a page of its own. */
export async function sightSection({ _id }: Person): Promise<PersonalDataSection> {
  const count = await countSights(_id)
  return {
    title: '谁看过我的信息',
    purpose: '让您查得到谁看过、为什么看',
    seenBy: '只有您',
    facts: count === 0 ? [] : [{ label: '一共', value: `${String(count)}次` }],
  }
}
