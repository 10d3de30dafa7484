import { createHmac } from 'node:crypto'
import * as v from 'valibot'
import {
  codeText,
  isShortCode,
  readCodeText,
  sealOf,
  secondsLeft,
  shortCode,
  standingOfStep,
  stepAt,
  stepsThatCount,
  typedCode,
  type AttendanceCode,
} from '#shared/attendance-code'
import {
  creditedHours,
  hoursShown,
  isPresent,
  signingTime,
  type AttendanceRecord,
  type LessonClock,
} from '#shared/attendance-record'
import { isCertificateEarly, signsOfLesson, type LessonEvidence } from '#shared/attendance-signs'

const NOON = Date.parse('2021-06-18T12:00:00+08:00')
const at = (time: string) => Date.parse(`2021-06-18T${time}+08:00`)
/** Eight hours of lesson in nine of the clock. */
const lesson: LessonClock = { startsAtMs: at('08:30:00'), endsAtMs: at('17:30:00'), hoursTenths: 80 }

function record(
  kind: AttendanceRecord['kind'],
  time: string,
  more: Partial<AttendanceRecord> = {},
): AttendanceRecord {
  const atMs = at(time)
  return {
    ...{ classId: 'c1', lessonId: 'L1', personId: 'wang', kind, method: 'qr', isOffline: false },
    ...{ deviceTag: null, placeErrorMetres: null, hoursTenths: null, reason: null },
    ...{ atMs, receivedAtMs: atMs, ...more },
  }
}

describe('the code that a teacher shows', () => {
  const macUnder = (key: string) => (message: string) =>
    createHmac('sha256', key).update(message).digest('hex')
  const mac = macUnder('a key')
  const code: AttendanceCode = { keyId: 'a'.repeat(24), step: stepAt(NOON), direction: 'in' }

  it('holds lesson, half minute, and whether one comes or goes; its seal is the key’s alone', () => {
    const { seal, ...content } = readCodeText(codeText(code, mac)) ?? { seal: '' }
    expect(content).toEqual(code)
    expect(seal).toBe(sealOf(code, mac))
    const others: AttendanceCode[] = [
      { ...code, keyId: 'b'.repeat(24) },
      { ...code, step: code.step + 1 },
      { ...code, direction: 'out' },
    ]
    const seals = [...others.map((other) => sealOf(other, mac)), sealOf(code, macUnder('another'))]
    expect(seals).not.toContain(seal)
  })

  it('has six digits for who cannot scan, others in every half minute', () => {
    const digits = Array.from({ length: 50 }, (_, more) =>
      shortCode({ ...code, step: code.step + more }, mac),
    )
    expect(digits.every(isShortCode)).toBe(true)
    expect(new Set(digits).size).toBe(50)
  })

  it('is read in full width and with spaces, and nothing else is taken for one', () => {
    expect(v.parse(typedCode, ' １２３ 456 ')).toBe('123456')
    expect(v.safeParse(typedCode, codeText(code, mac)).success).toBe(true)
    for (const wrong of ['', '12345', '1234567', 'https://example.cn', `${codeText(code, mac)}0`])
      expect([wrong, v.safeParse(typedCode, wrong).success]).toEqual([wrong, false])
  })

  it('counts in its own half minute and the next, not earlier, not later', () => {
    const now = code.step
    expect([now + 1, now, now - 1, now - 2].map((step) => standingOfStep(step, now))).toEqual([
      'ahead',
      'current',
      'current',
      'old',
    ])
    expect(stepsThatCount(now)).toEqual([now, now - 1])
    expect(stepsThatCount(now, 1)).toEqual([now + 1, now, now - 1, now - 2])
    expect([secondsLeft(NOON), secondsLeft(NOON + 1), secondsLeft(NOON + 29_999)]).toEqual([30, 30, 1])
  })
})

describe('the time to sign', () => {
  it('in begins an hour before the lesson and ends with it; out begins with it and ends an hour after', () => {
    const times = ['07:29:59', '07:30:00', '08:30:00', '17:30:00', '17:30:01', '18:30:00', '18:30:01']
    const standing = (direction: 'in' | 'out') =>
      times.map((time) => signingTime(lesson, direction, at(time)))
    expect(standing('in')).toEqual(['early', 'open', 'open', 'open', 'late', 'late', 'late'])
    expect(standing('out')).toEqual(['early', 'early', 'open', 'open', 'open', 'open', 'late'])
  })
})

describe('the hours of a lesson', () => {
  it.each([
    [
      'there from before the bell until after it: the lesson’s hours, never more',
      ['07:45:00', '18:10:00'],
      80,
    ],
    ['there for half of the clock: half of the hours', ['08:30:00', '13:00:00'], 40],
    ['rounded down to a tenth', ['08:30:00', '17:29:00'], 79],
    ['come late: from then on', ['12:00:00', '17:30:00'], 48],
    ['gone before the bell: nothing', ['07:40:00', '08:20:00'], 0],
    ['away over noon: without it', ['08:30:00', '11:30:00', '14:30:00', '17:30:00'], 53],
  ])('%s', (_case, times, tenths) => {
    const records = times.map((time, index) => record(index % 2 === 0 ? 'in' : 'out', time))
    expect(hoursShown(lesson, records)).toBe(tenths)
    expect(hoursShown(lesson, [...records].reverse())).toBe(tenths)
  })

  it('are none for who did not sign out, and unknown for who is not on record', () => {
    expect(creditedHours(lesson, [record('in', '08:20:00')])).toBe(0)
    expect(isPresent([record('in', '08:20:00')])).toBe(true)
    expect(creditedHours(lesson, [])).toBeNull()
  })

  it('are what the teacher said last, whatever the codes say, and never more than the lesson’s', () => {
    const whole = [record('in', '08:20:00'), record('out', '17:31:00')]
    const tick = (time: string, hoursTenths: number) =>
      record('hours', time, { method: 'teacher_tick', hoursTenths, reason: '提前走了' })
    expect(creditedHours(lesson, [...whole, tick('17:40:00', 40)])).toBe(40)
    expect(creditedHours(lesson, [tick('17:50:00', 60), ...whole, tick('17:40:00', 40)])).toBe(60)
    expect(creditedHours(lesson, [tick('17:50:00', 900)])).toBe(80)
  })
})

describe('what cannot well be is a sign for a person to look at', () => {
  const evidence = (records: AttendanceRecord[], more: Partial<LessonEvidence> = {}): LessonEvidence => ({
    ...{ classId: 'c1', lessonId: 'L1', capacity: 40, records },
    lessonEnds: new Map([
      ['c1/L1', lesson.endsAtMs],
      ['c2/L1', lesson.endsAtMs],
    ]),
    ...more,
  })
  const signs = (records: AttendanceRecord[], more: Partial<LessonEvidence> = {}) =>
    signsOfLesson(evidence(records, more))
  const crowd = (count: number, seconds: number) =>
    Array.from({ length: count }, (_, index) =>
      record('in', '08:20:00', {
        personId: `person-${index}`,
        deviceTag: `phone-${index}`,
        atMs: at('08:20:00') + (index * seconds * 1000) / (count - 1),
      }),
    )

  it('nothing in an honest day', () => {
    const day = ['wang', 'li'].flatMap((personId) => [
      record('in', '08:20:00', { personId, deviceTag: personId }),
      record('out', '17:31:00', { personId, deviceTag: personId }),
    ])
    expect(signs(day)).toEqual([])
  })

  it('two places at once', () => {
    const elsewhere = { classId: 'c2' }
    const here = [record('in', '08:20:00'), record('out', '12:00:00')]
    expect(signs([...here, record('in', '11:00:00', elsewhere)])).toEqual([
      { sign: 'two_places', personIds: ['wang'] },
    ])
    expect(signs([...here, record('in', '13:00:00', elsewhere)])).toEqual([])
    expect(signs([record('in', '08:20:00'), record('in', '13:00:00', elsewhere)])).toHaveLength(1)
  })

  it('one phone for many, in this class or another on that day', () => {
    const onPhone = { deviceTag: 'phone' }
    const two = [record('in', '08:20:00', onPhone), record('in', '08:21:00', { ...onPhone, personId: 'li' })]
    expect(signs(two)).toEqual([{ sign: 'one_phone', personIds: ['li', 'wang'] }])
    const other = record('in', '14:00:00', { ...onPhone, personId: 'zhao', classId: 'c2' })
    expect(signs([two[0] ?? other, other])).toEqual([{ sign: 'one_phone', personIds: ['wang', 'zhao'] }])
    expect(signs(two.map((each) => ({ ...each, deviceTag: null })))).toEqual([])
  })

  it('out within a minute', () => {
    expect(signs([record('in', '08:20:00'), record('out', '08:20:59')])).toEqual([
      { sign: 'out_at_once', personIds: ['wang'] },
    ])
    expect(signs([record('in', '08:20:00'), record('out', '08:21:00')])).toEqual([])
  })

  it('more people than seats', () => {
    expect(signs(crowd(3, 600), { capacity: 2 })).toEqual([{ sign: 'over_capacity', personIds: [] }])
    expect(signs(crowd(3, 600), { capacity: 3 })).toEqual([])
  })

  it('far from the class, as far as the phone can tell', () => {
    expect(signs([record('in', '08:20:00', { placeErrorMetres: 501 })])).toEqual([
      { sign: 'far_away', personIds: ['wang'] },
    ])
    expect(signs([record('in', '08:20:00', { placeErrorMetres: 500 })])).toEqual([])
  })

  it('thirty in ten seconds only together with another sign: honest classes do that', () => {
    expect(signs(crowd(30, 10))).toEqual([])
    const found = (people: AttendanceRecord[]) => signs(people, { capacity: 20 }).map(({ sign }) => sign)
    expect(found(crowd(30, 10))).toEqual(['over_capacity', 'burst'])
    expect(found(crowd(30, 11))).toEqual(['over_capacity'])
    expect(found(crowd(29, 9))).toEqual(['over_capacity'])
  })

  it('a certificate dated before the class ended', () => {
    expect(
      ['2021-06-17', '2021-06-18', '2021-06-19'].map((day) => isCertificateEarly(day, '2021-06-18')),
    ).toEqual([true, false, false])
  })
})
