import type {
  CrewMemberListView,
  CrewOfferView,
  CrewPlaceView,
  CrewView,
  NewCrewInvitationView,
} from '#shared/crews'
import type { ConsentListView } from '#shared/consents'
import type { NotificationListView } from '#shared/notifications'
import { CrewInvitations } from '../../server/crews/crew-invitation.model'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let foreman: Caller
let crew: CrewView
let invitation: NewCrewInvitationView

beforeAll(async () => {
  server = await startTestServer()
  foreman = await server.as('worker-ready')
  const body = { name: '木工二班', siteName: '东海三期', employerName: '演示建设公司' }
  crew = ok<CrewView>(await foreman.post('/crews', body))
  invitation = ok<NewCrewInvitationView>(await foreman.post(`/crews/${crew.id}/invitations`))
})
afterAll(() => server.stop())

const members = async () => ok<CrewMemberListView>(await foreman.get(`/crews/${crew.id}/members`)).items
const join = (caller: Caller, token = invitation.token) => caller.post('/crew-joins', { token })

describe('an invitation into a crew', () => {
  it('is a round code with 128 random bits, kept as an index alone', async () => {
    expect(invitation.token).toMatch(/^[0-9A-Za-z_-]{22}$/)
    expect(invitation.picture).toMatch(/^data:image\/(png|jpeg);base64,/)
    expect(JSON.stringify(await CrewInvitations.find().lean())).not.toContain(invitation.token)
  })

  it('shows the crew before anybody joins, and nobody without an identity gets in', async () => {
    const newcomer = await server.as('worker-new')
    const offer = ok<CrewOfferView>(await newcomer.get(`/crew-invitations/${invitation.token}`))
    expect(offer).toEqual({ ...offer, name: '木工二班', foremanMasked: '王*四' })
    expect((await join(newcomer)).body).toMatchObject({ code: 'identity_needed' })
  })

  it('lets nobody in before the foreman agrees', async () => {
    const worker = await server.as('worker-other')
    expect(ok<CrewPlaceView>(await join(worker))).toMatchObject({ state: 'asked', stateText: '等班组长同意' })
    ok(await join(worker))
    const [asked, ...others] = await members()
    expect([asked?.state, asked?.name, others.length]).toEqual(['asked', '买买提·艾力', 0])
    const place = `/crews/${crew.id}/members/${asked?.id ?? ''}/approval`
    expect((await worker.post(place)).status).toBe(404)
    expect(ok(await foreman.post(place))).toMatchObject({ state: 'confirmed' })
    expect((await foreman.post(place)).status).toBe(409)
    const { items: agreed } = ok<ConsentListView>(await worker.get('/me/consents'))
    expect(agreed.filter(({ purpose }) => purpose === 'crew')).toHaveLength(1)
    const { items } = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(items[0]).toMatchObject({ kind: 'crew_joined' })
  })

  it('confirms at once who stands on the roster already', async () => {
    const person = await joinedWorker(server, 81)
    const { name, residentIdNumber } = inventedWorker(81)
    ok(await foreman.post(`/crews/${crew.id}/roster-pastes`, { text: `${name} ${residentIdNumber} 钢筋工` }))
    expect(ok<CrewPlaceView>(await join(person)).state).toBe('confirmed')
    expect((await members()).find((member) => member.name === name)).toMatchObject({ tradeSeq: 41 })
  })

  it('opens nothing once it is taken back, and nothing when it is guessed', async () => {
    const other = ok<NewCrewInvitationView>(await foreman.post(`/crews/${crew.id}/invitations`))
    const worker = await joinedWorker(server, 82)
    const place = `/crews/${crew.id}/invitations/${other.id}`
    expect((await worker.delete(place)).status).toBe(404)
    expect((await foreman.delete(place)).status).toBe(204)
    expect((await join(worker, other.token)).status).toBe(404)
    expect((await join(worker, 'A'.repeat(22))).status).toBe(404)
    expect((await worker.get(`/crew-invitations/${other.token}`)).status).toBe(404)
  })
})
