import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

it('fifty pushes wait at a time without a warning of Node, and all end with the simulated WeChat', async () => {
  const child = fork(path.join(__dirname, 'many-pushes.child.ts'), { execArgv: ['--require', 'tsx/cjs'] })
  const [said] = (await once(child, 'message')) as [unknown]
  const [exitCode] = (await once(child, 'exit')) as [number]
  expect(said).toEqual({ warnings: [], left: 25 })
  expect(exitCode).toBe(0)
})
