import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { ApiProblem, offlineProblem } from '../../miniapp/src/api/api-problem'
import { PrimaryButton } from '../../miniapp/src/components/primary-button'
import { useCommand } from '../../miniapp/src/hooks/use-command'

let keys: string[] = []
let finish: (problem?: ApiProblem) => void = () => undefined

/** A button whose command ends when the test says so. */
function Submit({ body = 'a' }: { body?: string }) {
  const command = useCommand(async (key: string, content: string) => {
    keys.push(`${content}:${key}`)
    await new Promise<void>((resolve, reject) => {
      finish = (problem) => (problem ? reject(problem) : resolve())
    })
  })
  return (
    <div>
      <PrimaryButton text="提交" busy={command.busy} onTap={() => void command.run(body)} />
      <p>{command.problem?.title}</p>
    </div>
  )
}

const tap = () => fireEvent.click(screen.getByRole('button'))
const end = (problem?: ApiProblem) => act(async () => finish(problem))
const refused = new ApiProblem('class_full', '名额已满', '')

beforeEach(() => {
  keys = []
})

describe('a command', () => {
  it('runs once however often it is tapped while it is on its way', async () => {
    render(<Submit />)
    tap()
    tap()
    tap()
    expect(keys).toHaveLength(1)
    expect(screen.getByRole('button')).toHaveTextContent('正在提交…')
    await end()
    await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent('提交'))
  })

  it('keeps its key when the answer was lost, so that tapping again does the work once', async () => {
    render(<Submit />)
    tap()
    await end(offlineProblem())
    expect(screen.getByText('现在没有网络')).toBeInTheDocument()
    tap()
    await end()
    expect(keys[1]).toBe(keys[0])
  })

  it('takes a new key after a definite answer', async () => {
    render(<Submit />)
    tap()
    await end(refused)
    tap()
    await end()
    tap()
    await end()
    expect(new Set(keys).size).toBe(3)
  })

  it('takes a new key when the content has changed', async () => {
    const { rerender } = render(<Submit body="a" />)
    tap()
    await end(offlineProblem())
    rerender(<Submit body="b" />)
    tap()
    await end()
    expect(keys.map((key) => key.slice(0, 2))).toEqual(['a:', 'b:'])
    expect(keys[0]?.slice(2)).not.toBe(keys[1]?.slice(2))
  })
})
