import { apprenticeshipKindLabels, apprenticeStateLabels } from '#shared/apprenticeships'
import type { PersonalDataSection } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Person } from '../people/person.service'
import { placesOf } from './apprentice-place.service'
import { findApprenticeships } from './apprenticeship.service'

/** Where somebody is or was an apprentice, as 我的资料 shows it. */
export async function apprenticeSection(person: Person): Promise<PersonalDataSection> {
  const places = await placesOf(person)
  const programmes = await findApprenticeships(places.map(({ apprenticeshipId }) => apprenticeshipId))
  const byId = new Map(programmes.map((programme) => [programme._id.toHexString(), programme]))
  return {
    title: '学徒班',
    purpose: '核对学徒名单是真的，算单位能申请多少',
    seenBy: '办班的企业和培训机构；住建、人社部门审核时看',
    facts: places.flatMap(({ apprenticeshipId, state, leftOn, records }) => {
      const programme = byId.get(apprenticeshipId.toHexString())
      if (!programme) return []
      const years = records.map(
        ({ year, hoursTenths, hasPassed }) =>
          `第${String(year)}年${String(hoursTenths / 10)}课时，考核${hasPassed ? '通过' : '没通过'}`,
      )
      const standing = leftOn === null ? apprenticeStateLabels[state] : `${chineseDay(leftOn)}退出`
      return [
        {
          label: `${chineseDay(programme.startsOn)}开始的${apprenticeshipKindLabels[programme.kind]}`,
          value: [standing, ...years].join('；'),
        },
      ]
    }),
  }
}
