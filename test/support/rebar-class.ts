const ID = 'd'.repeat(24)

/** A day of lessons on site, eight 课时. */
export function lesson(id: string, heldOn: string) {
  return { id, heldOn, startsAt: '08:30', endsAt: '17:30', mode: 'onsite', hoursTenths: 80, topic: '实操' }
}

/** A running class of rebar workers as the server shows it to anybody. It ends, and examines, on one day. */
export function rebarClass(days: { startsOn: string; endsOn: string }, noSubsidy: string | null = null) {
  return {
    id: ID,
    title: '钢筋工培训班',
    tradeSeq: 41,
    institution: { id: 'e'.repeat(24), name: '演示·建安培训中心', kindText: '社会机构' },
    place: { name: '实训场', address: '海州区', latitude: 34.5, longitude: 119.1 },
    ...days,
    enrolUntil: '2021-06-20',
    examOn: days.endsOn,
    onsiteHoursTenths: 400,
    onlineHoursTenths: 0,
    capacity: 40,
    seatsLeft: 20,
    teacherName: '钱师傅',
    priceFen: 0,
    isDemo: true,
    enrolment: { open: true, reason: '', myEnrolmentId: null, noSubsidy, mayWait: false, waiting: null },
  }
}
