import { objectionOutcomeLabels } from '#shared/objections'
import type { PersonalDataSection } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Person } from '../people/person.service'
import { shanghaiDate } from '../programme-clock'
import { objectionsOf } from './objection.service'

/** The objections and appeals of somebody who gave their name, as 我的资料 shows them. */
export async function objectionSection({ _id }: Person): Promise<PersonalDataSection> {
  return {
    title: '异议和申诉',
    purpose: '核实后答复您',
    seenBy: '住建、人社部门看得到写了什么，看不到是谁写的异议',
    facts: (await objectionsOf(_id)).map(({ kind, filedAt, answer }) => ({
      label: `${chineseDay(shanghaiDate(filedAt))}${kind === 'appeal' ? '申诉' : '异议'}`,
      value: answer ? `${objectionOutcomeLabels[answer.outcome]}：${answer.text}` : '等答复',
    })),
  }
}
