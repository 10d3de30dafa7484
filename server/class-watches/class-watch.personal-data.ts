import type { PersonalDataSection } from '#shared/personal-data'
import { rowOn } from '#shared/policy-catalogue'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Context } from '../context'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { watchesOf } from './class-watch.service'

/** The trades of which somebody wants to hear, as 我的资料 shows them. */
export async function watchSection(
  { deployment, moment }: Context,
  { _id }: Person,
): Promise<PersonalDataSection> {
  const { catalogue } = deployment.policies.inForce
  return {
    title: '等新班的工种',
    purpose: '有新班时告诉您',
    seenBy: '只有您',
    facts: (await watchesOf(_id)).map(({ tradeSeq, area, since }) => ({
      label: rowOn(catalogue, tradeSeq, moment.today)?.name ?? `第${String(tradeSeq)}项`,
      value: `${area ?? '全市'}，${chineseDay(shanghaiDate(since))}开始等`,
    })),
  }
}
