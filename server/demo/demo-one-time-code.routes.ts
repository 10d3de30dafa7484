import demonstration from '#seeds/demonstration.json'
import { demoOneTimeCodesView, demoOneTimeCodeView } from '#shared/demo-one-time-codes'
import { Problem } from '#shared/problem'
import { publicQuery, query, type Route } from '../http/route'
import { findInventedPeople } from '../people/person.service'
import { secondsToNextStep } from '../staff/one-time-password'
import { codeToShow, findSecondFactor, findSecondFactors } from '../staff/second-factor.service'

const keys = demonstration.people.map(({ key }) => key)

/** Stands in for the authenticator app on the phone of an invented person, in demonstrations only. */
export const demoOneTimeCodeRoutes: Route[] = [
  publicQuery({
    method: 'get',
    path: '/demo/one-time-codes',
    summary: 'Demonstration only: what the authenticator apps of the invented staff show now',
    access: 'public',
    response: demoOneTimeCodesView,
    handler: async ({ deployment, moment }) => {
      const people = await findInventedPeople(keys)
      const factors = await findSecondFactors(people.map(({ _id }) => _id))
      const codes = people.flatMap(({ _id, demoKey }) => {
        const factor = factors.find((each) => each._id.equals(_id))
        if (!factor?.confirmedAt || demoKey === undefined) return []
        return [{ personKey: demoKey, code: codeToShow(deployment.cipher, factor, moment.now) }]
      })
      return { body: { secondsLeft: secondsToNextStep(moment.now), codes } }
    },
  }),
  query({
    method: 'get',
    path: '/demo/one-time-codes/mine',
    summary: 'Demonstration only: what the authenticator app of the signed-in person shows now',
    access: 'signed_in',
    response: demoOneTimeCodeView,
    problems: ['not_found'],
    handler: async ({ actor, deployment, moment }) => {
      const factor = await findSecondFactor(actor.personId)
      if (!factor?.confirmedAt) throw new Problem('not_found', { detail: '还没有绑定验证器，请先绑定' })
      const code = codeToShow(deployment.cipher, factor, moment.now)
      return { body: { secondsLeft: secondsToNextStep(moment.now), code } }
    },
  }),
]
