import { ratedAspectNames, ratedAspects } from '#shared/class-ratings'
import type { PersonalDataSection } from '#shared/personal-data'
import { findClasses } from '../classes/class.service'
import type { Person } from '../people/person.service'
import { ratingsOf } from './class-rating.service'

/** What somebody thinks of classes, as 我的资料 shows it. */
export async function ratingSection({ _id }: Person): Promise<PersonalDataSection> {
  const ratings = await ratingsOf(_id)
  const classes = await findClasses(ratings.map(({ classId }) => classId))
  return {
    title: '评过的班',
    purpose: '满5个人评，大家才看得到平均几颗星',
    seenBy: '几颗星只公开平均数；写的话，培训机构和住建部门看得到，看不到是谁写的',
    facts: ratings.map((rating) => ({
      label: classes.get(rating.classId.toHexString())?.title ?? '',
      value: ratedAspectNames
        .map((aspect) => `${ratedAspects[aspect]}${String(rating[aspect])}颗星`)
        .join('，'),
    })),
  }
}
