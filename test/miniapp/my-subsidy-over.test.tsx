import { arrive, offline, page, status } from '../support/estimate-page'

it('sends nobody to a course, an exam, the next level or an apprenticeship after the last day of the policy', async () => {
  const policy = { ...status.policy, status: 'closed', statusText: '已到期' }
  await arrive(
    { seq: '41' },
    {
      person: { employee: 'yes', level: 'none' },
      training: { onsite: '37' },
      respond: (request) => {
        if (!request.url.endsWith('/api/status')) return offline(request)
        return { statusCode: 200, data: { ...status, programmeDate: '2022-03-01', policy } }
      },
    },
  )
  expect(page()).toContain('办法已结束，以后考的不算')
  expect(page()).toContain('每一级发多少')
  expect(page()).not.toMatch(/再上\d+课时|合格以后再来|从初级工开始|下一级|再考高一级/)
  expect(page()).not.toMatch(/去上课划不划算|单位带学徒，还有一笔/)
})
