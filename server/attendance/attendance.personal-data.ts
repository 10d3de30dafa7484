import type { PersonalDataSection } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import { findClasses } from '../classes/class.service'
import type { Person } from '../people/person.service'
import { shanghaiDate, shanghaiTime } from '../programme-clock'
import { AttendanceRecords, type StoredAttendance } from './attendance-record.model'

const SHOWN = 200
const words: Readonly<Record<StoredAttendance['kind'], string>> = {
  in: '签到',
  out: '签退',
  hours: '老师登记',
}

/** When somebody came and went, as 我的资料 shows it. */
export async function attendanceSection({ _id }: Person): Promise<PersonalDataSection> {
  const records = await AttendanceRecords.find({ personId: _id })
    .sort({ _id: -1 })
    .limit(SHOWN)
    .lean<StoredAttendance[]>()
  const classes = await findClasses(records.map(({ classId }) => classId))
  return {
    title: '签到签退',
    purpose: '算您上了多少课时',
    seenBy: '培训机构；有疑点时住建部门',
    facts: records.map(({ classId, kind, at, isOffline, hoursTenths }) => ({
      label: `${chineseDay(shanghaiDate(at))} ${shanghaiTime(at)}`,
      value: [
        classes.get(classId.toHexString())?.title ?? '',
        `${words[kind]}${hoursTenths === null ? '' : `${String(hoursTenths / 10)}课时`}`,
        ...(isOffline ? ['没网时签的'] : []),
      ].join('，'),
    })),
  }
}
