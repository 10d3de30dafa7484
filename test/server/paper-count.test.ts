import type { ClaimView } from '#shared/claims'
import type { PaperCountView } from '#shared/papers-not-asked'
import { countPapers } from '../../server/paper-count/paper-count.service'
import { openDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const counted = async () => ok<PaperCountView>(await server.anonymous.get('/public/papers-not-asked'))

describe('papers that nobody was asked for', () => {
  it('are named on the claim, and counted for everybody once each, on from where the count stood', async () => {
    expect(await counted()).toEqual({ papers: 0, claims: 0, countedAt: null })
    const desk = await openDesk(server)
    const [fixed, capped] = [await desk.newCase(41), await desk.newCase(46)]
    const namesOn = async ({ worker, claim }: typeof fixed) =>
      ok<ClaimView>(await worker.get(`/claims/${claim.id}`)).papersNotAsked
    expect(await namesOn(fixed)).toEqual(['考试合格记录和课时记录'])
    expect(await namesOn(capped)).toEqual(['建筑施工特种作业人员证', '企业职工证明'])
    const nextDay = await openRightsDesk(server).processIn(1)
    expect(await countPapers(nextDay)).toBe(2)
    expect(await countPapers(nextDay)).toBe(0)
    expect(await counted()).toMatchObject({ papers: 3, claims: 2 })
    await desk.newCase(41)
    expect(await countPapers(nextDay)).toBe(1)
    expect(await counted()).toMatchObject({ papers: 4, claims: 3 })
  })
})
