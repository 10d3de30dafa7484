import type { PersonalDataSection } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import { findClasses } from '../classes/class.service'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { waitingOf } from './waiting-place.service'

/** The lines in which somebody stands, as 我的资料 shows them. */
export async function waitingSection({ _id }: Person): Promise<PersonalDataSection> {
  const places = await waitingOf(_id)
  const classes = await findClasses(places.map(({ classId }) => classId))
  return {
    title: '排队候补',
    purpose: '有人退班，按先后给您报上',
    seenBy: '只有您',
    facts: places.map(({ classId, since }) => ({
      label: classes.get(classId.toHexString())?.title ?? '',
      value: `${chineseDay(shanghaiDate(since))}开始排`,
    })),
  }
}
