import type { ClassDraft } from '#shared/class-draft'

const HOURS = 80

/**
 * A class of rebar workers (row 41) that can be filed on 18 June 2021: five days of eight 课时, ethics and safety first.
 * @param more what is different this time
 */
export function rebarDraft(more: Partial<ClassDraft> = {}): ClassDraft {
  const days = ['2021-07-05', '2021-07-06', '2021-07-07', '2021-07-08', '2021-07-09']
  return {
    tradeSeq: 41,
    title: '钢筋工培训班（第8期）',
    partnerId: null,
    place: { name: '建安培训中心实训场', address: '海州区（演示地址）', latitude: 34.57, longitude: 119.16 },
    startsOn: '2021-07-05',
    endsOn: '2021-07-09',
    enrolUntil: '2021-07-04',
    capacity: 30,
    priceFen: 0,
    syllabus: [
      { part: 'ethics', title: '职业道德', hoursTenths: 40 },
      { part: 'safety', title: '安全操作规程', hoursTenths: 40 },
      { part: 'theory', title: '识图与下料', hoursTenths: HOURS },
      { part: 'practice', title: '绑扎实操', hoursTenths: 3 * HOURS },
    ],
    teachers: [{ name: '钱师傅', qualification: '钢筋工高级技师' }],
    lessons: days.map((heldOn) => ({
      heldOn,
      startsAt: '08:30',
      endsAt: '17:30',
      mode: 'onsite' as const,
      hoursTenths: HOURS,
      topic: '钢筋绑扎',
      teacher: '钱师傅',
    })),
    exam: { heldOn: '2021-07-10', place: '建安培训中心实训场', body: '演示·建设职业技能评价中心' },
    ...more,
  }
}
