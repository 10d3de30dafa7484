import { act, fireEvent, render, screen, within } from '@testing-library/react'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import trades from '#seeds/trades.json'
import type { EstimateBody, EstimateView } from '#shared/policy-estimates'
import { fingerprinted } from '#shared/policy-version-content'
import { canonicalText } from '#shared/subsidy-canonical'
import { parsePolicy } from '#shared/subsidy-policy'
import type { PersonAnswers, TrainingAnswers } from '../../miniapp/src/packages/estimate/answers'
import MySubsidyPage from '../../miniapp/src/packages/estimate/my-subsidy/index'
import { sha256 } from '../../miniapp/src/policies/sha256'
import { estimate } from '../../server/policies/estimate.service'
import type { Context } from '../../server/context'
import { phone, type Responder, type SentRequest } from './taro'

/** The estimate page as one person uses it: opened with what they told before, answered by tapping. */

const on = '2021-06-18'
export const content = {
  document: policyFile,
  catalogue: trades,
  preset: 'notice',
  transition: { by: 'booking_date', sentence: '新版启用前已经报名的，仍按报名那天的规定办' },
}
export const hash = sha256(canonicalText(fingerprinted({ ...content, cases: [] } as never)))
const policy = parsePolicy(policyFile, () => hash)
export const status = {
  mode: 'demo',
  programmeDate: on,
  policy: {
    code: policy.code,
    version: 1,
    title: '',
    preset: 'notice',
    hash,
    status: 'active',
    statusText: '',
  },
  subscribeTemplates: { payout: null },
}

/** The real server's answer to the body that the phone sent. */
export function serverSays(request: SentRequest): EstimateView {
  const body = JSON.parse(request.data ?? '') as EstimateBody
  const edition = { policy, closedOn: null, catalogue: trades }
  const policies = { current: policy, inForce: edition, forCase: () => edition }
  const context = { deployment: { policies }, moment: { today: on } }
  return estimate(context as unknown as Context, body)
}

export const online: Responder = (request) => {
  if (request.url.endsWith('/api/status')) return { statusCode: 200, data: status }
  if (request.url.endsWith('/policies/current'))
    return { statusCode: 200, data: { ...content, hash, closedOn: null, next: null } }
  if (request.url.endsWith('/estimate')) return { statusCode: 200, data: serverSays(request) }
  return { statusCode: 204, data: null }
}
export const offline: Responder = () => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
}

/** Who opens the page. */
export interface Told {
  person?: PersonAnswers
  training?: TrainingAnswers
  respond?: Responder
}

/** Opens the page for somebody who has answered this much before. */
export async function arrive(params: Record<string, string>, { person, training, respond }: Told = {}) {
  phone.params = params
  phone.respond = respond ?? online
  const about = params['seq'] ?? params['sector'] ?? ''
  if (person) phone.storage.set('jbt:draft:about-me', JSON.stringify(person))
  if (training) phone.storage.set(`jbt:draft:training-${about}`, JSON.stringify(training))
  const opened = render(<MySubsidyPage />)
  await settle()
  return opened
}

/** Lets what is on its way come in. */
export async function settle(milliseconds = 0) {
  await act(() => new Promise((resolve) => setTimeout(resolve, milliseconds)))
}
export const soon = { timeout: 10_000 }

/** The answer to a question, by its words; roles are looked up by hand because these pages are long. */
export function answerTo(question: string, answer: string): HTMLElement {
  const group = document.querySelector<HTMLElement>(`[role="radiogroup"][aria-label="${question}"]`)
  if (!group) throw new Error(`not asked: ${question}`)
  const radio = within(group).getByText(answer).closest<HTMLElement>('[role="radio"]')
  if (!radio) throw new Error(`no such answer: ${answer}`)
  return radio
}
export const reply = (question: string, answer: string) => fireEvent.click(answerTo(question, answer))
export const fill = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
export const page = () => document.body.textContent ?? ''
export const sheet = () => document.querySelector<HTMLElement>('[role="dialog"]')
export const sentTo = (path: string) => phone.sent.filter((request) => request.url.endsWith(path))
