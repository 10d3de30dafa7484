import type { PersonalDataSection } from '#shared/personal-data'
import { chargers } from '#shared/charge-reports'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { reportsOf } from './charge-report.service'

/** What somebody reported under their own name, as 我的资料 shows it. */
export async function chargeReportSection({ _id }: Person): Promise<PersonalDataSection> {
  return {
    title: '举报过的收费',
    purpose: '查有没有人乱收钱，查完告诉您',
    seenBy: '住建部门只看内容，看不到是您',
    facts: (await reportsOf(_id)).map(({ at, charger, closing }) => ({
      label: chineseDay(shanghaiDate(at)),
      value: `${chargers[charger]}，${closing ? '查过了' : '在查'}`,
    })),
  }
}
