import type { ClassRatingView, OwnRatingView, RatingWordsView } from '#shared/class-ratings'
import { codeOf, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const rating = (star: number, words = '') => ({ teaching: star, place: star, honesty: star, words })
const rate = (worker: Caller, enrolmentId: string, body: object) =>
  worker.put(`/enrolments/${enrolmentId}/rating`, body)
const figuresOf = async (classId: string) =>
  ok<ClassRatingView>(await server.anonymous.get(`/classes/${classId}/rating`)).figures

describe('rating a class', () => {
  it('is for who has been through it, once each, and can be changed', async () => {
    const { worker, enrolment } = await desk.newTraining()
    const first = ok<OwnRatingView>(await rate(worker, enrolment.id, rating(4, '师傅教得细')))
    expect(first).toMatchObject({ rating: { teaching: 4, words: '师傅教得细' } })
    expect(first.openUntil).not.toBeNull()
    ok(await rate(worker, enrolment.id, rating(5)))
    const seen = ok<OwnRatingView>(await worker.get(`/enrolments/${enrolment.id}/rating`))
    expect(seen.rating).toEqual({ teaching: 5, place: 5, honesty: 5, words: '' })
    const other = await server.as('worker-other')
    expect((await rate(other, enrolment.id, rating(1))).status).toBe(404)
  })

  it('is not for who has only just enrolled', async () => {
    const worker = await joinedWorker(server, 700)
    const enrolment = await steps.enrol(worker, 41)
    expect(codeOf(await rate(worker, enrolment.id, rating(1)))).toBe('not_in_this_state')
    expect(codeOf(await rate(worker, enrolment.id, rating(6)))).toBe('invalid_fields')
  })

  it('shows nothing below five, and only whole steps after that, so that no single one can be worked out', async () => {
    const trainings = [await desk.newTraining(46)]
    const classId = trainings[0]?.enrolment.class.id ?? ''
    const words = () => desk.institution.get(`/institution/classes/${classId}/rating-words`)
    for (let number = 1; number < 6; number += 1) trainings.push(await desk.newTraining(46))
    for (const [index, { worker, enrolment }] of trainings.entries()) {
      expect(await figuresOf(classId)).toEqual(index < 5 ? null : expect.objectContaining({ count: 5 }))
      ok(await rate(worker, enrolment.id, rating(index < 5 ? 4 : 1, `第${String(index)}句`)))
      if (index === 3) expect(ok<RatingWordsView>(await words()).words).toEqual([])
    }
    const shown = { count: 5, teachingTenths: 40, placeTenths: 40, honestyTenths: 40 }
    expect(await figuresOf(classId)).toEqual(shown)
    expect(ok<RatingWordsView>(await words()).words).toContain('第0句')
  })
})
