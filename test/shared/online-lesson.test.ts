import { answerCheck, beat, freshProgress, onlineHours, type OnlineProgress } from '#shared/online-lesson'

const TOTAL = 3600
const half = () => 0.5
const START = Date.parse('2021-06-18T01:00:00Z')
const at = (seconds: number) => ({ nowMs: START + seconds * 1000, totalSeconds: TOTAL, chance: half })
/** Beats every so many seconds, from one moment to another; questions are left open. */
function beats(
  before: OnlineProgress,
  { from, until, every = 30 }: { from: number; until: number; every?: number },
) {
  let progress = before
  for (let second = from; second <= until; second += every) progress = beat(progress, at(second))
  return progress
}
const fresh = () => freshProgress(START, half)

describe('the time of an online lesson', () => {
  it('counts once somebody answers: until then it is pending', () => {
    const asked = beats(fresh(), { from: 0, until: 330 })
    expect(asked).toMatchObject({ rawSeconds: 330, countedSeconds: 0, pendingSeconds: 330 })
    expect(asked.check?.choices).toContain(asked.check?.wanted)
    const answered = answerCheck(asked, asked.check?.wanted ?? -1, at(350))
    expect(answered).toMatchObject({ countedSeconds: 330, pendingSeconds: 0, check: null, missedChecks: 0 })
  })

  it('is the server’s: beats sent faster gain nothing', () => {
    const honest = beats(fresh(), { from: 0, until: 120 })
    const hurried = beats(fresh(), { from: 0, until: 120, every: 1 })
    expect(hurried.rawSeconds).toBe(honest.rawSeconds)
    expect(beat(honest, at(120)).rawSeconds).toBe(honest.rawSeconds)
    expect(beat(honest, at(60)).rawSeconds).toBe(honest.rawSeconds)
  })

  it('stands still in a silence: screen locked, network gone, page left', () => {
    const before = beats(fresh(), { from: 0, until: 60 })
    const after = beat(before, at(660))
    expect(after.rawSeconds).toBe(60)
    expect(beat(after, at(690)).rawSeconds).toBe(90)
  })

  it('since the last answer is lost where nobody answers within a minute, or taps another figure', () => {
    const asked = beats(fresh(), { from: 0, until: 330 })
    const silent = beats(asked, { from: 360, until: 420 })
    expect(silent).toMatchObject({ countedSeconds: 0, missedChecks: 1 })
    expect(silent.pendingSeconds).toBeLessThan(60)
    expect(silent.rawSeconds).toBe(420)
    const wrong = (asked.check?.choices ?? []).find((figure) => figure !== asked.check?.wanted) ?? -1
    expect(answerCheck(asked, wrong, at(340))).toMatchObject({
      countedSeconds: 0,
      pendingSeconds: 0,
      missedChecks: 1,
    })
    expect(answerCheck(asked, asked.check?.wanted ?? -1, at(400))).toMatchObject({
      countedSeconds: 0,
      missedChecks: 1,
    })
  })

  it('asks at a moment that nobody knows before, three to eight minutes after the last', () => {
    const firstAsked = (chance: number) => {
      let progress = freshProgress(START, () => chance)
      for (let second = 0; second <= 600; second += 10) {
        progress = beat(progress, { ...at(second), chance: () => chance })
        if (progress.check) return second
      }
      return null
    }
    expect([0, 0.5, 0.999].map(firstAsked)).toEqual([180, 330, 480])
  })

  it('ends with a last question, and never counts more than the lesson', () => {
    let progress = fresh()
    for (let second = 0; second <= 2 * TOTAL; second += 30) {
      progress = beat(progress, at(second))
      if (progress.check) progress = answerCheck(progress, progress.check.wanted, at(second + 5))
    }
    expect(progress.countedSeconds).toBe(TOTAL)
    expect(progress.pendingSeconds).toBe(0)
    expect(onlineHours(progress, { totalSeconds: TOTAL, hoursTenths: 10 })).toBe(10)
  })

  it('is rounded down to a tenth of an hour of lesson', () => {
    const progress = { ...fresh(), countedSeconds: 719 }
    expect(onlineHours(progress, { totalSeconds: TOTAL, hoursTenths: 10 })).toBe(1)
    expect(onlineHours({ ...progress, countedSeconds: 720 }, { totalSeconds: TOTAL, hoursTenths: 10 })).toBe(
      2,
    )
    expect(onlineHours(progress, { totalSeconds: 0, hoursTenths: 10 })).toBe(0)
  })
})
