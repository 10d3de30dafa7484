import { fireEvent, render, screen } from '@testing-library/react'
import { identityBody } from '#shared/people'
import { ApiProblem } from '../../miniapp/src/api/api-problem'
import { TextField } from '../../miniapp/src/components/form-field'
import { useForm } from '../../miniapp/src/hooks/use-form'
import { phone } from '../support/taro'

/** A valid number of an invented person: GB 11643 check character right. */
const ID = '11010519491231002X'
let sent: unknown = null

function IdentityForm({ draftKey, problem }: { draftKey: string; problem?: ApiProblem }) {
  const form = useForm({
    schema: identityBody,
    draftKey,
    initial: { name: '', residentIdNumber: '', mobileNumber: '' },
    memoryOnly: ['residentIdNumber'],
  })
  return (
    <div>
      <TextField label="姓名" control={form.field('name')} />
      <TextField label="身份证号" control={form.field('residentIdNumber')} />
      <TextField label="手机号" control={form.field('mobileNumber')} />
      <button onClick={() => (sent = form.read())}>保存</button>
      <button onClick={() => problem && form.showErrorsOf(problem)}>服务器说</button>
      <button onClick={form.discardDraft}>已发出</button>
    </div>
  )
}

const type = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
const tap = (text: string) => fireEvent.click(screen.getByText(text))
const valueOf = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value

beforeEach(() => {
  sent = null
})

describe('a form', () => {
  it('gives the body as the shared schema reads it', () => {
    render(<IdentityForm draftKey="reads" />)
    type('姓名', '阿卜杜拉•买买提')
    type('身份证号', '110105 19491231 002x')
    type('手机号', '+86 138 0000 0000')
    tap('保存')
    expect(sent).toEqual({ name: '阿卜杜拉·买买提', residentIdNumber: ID, mobileNumber: '13800000000' })
  })

  it('names every wrong field at once and gives no body', () => {
    render(<IdentityForm draftKey="wrong" />)
    type('身份证号', '123')
    tap('保存')
    expect(sent).toBeNull()
    expect(screen.getAllByRole('alert').map((each) => each.textContent)).toEqual([
      '请填姓名',
      '身份证、居住证号码要18位，港澳通行证9位，台胞证8位',
      '请填手机号',
    ])
  })

  it('checks a field when it is left, and again while it is mended', () => {
    render(<IdentityForm draftKey="blur" />)
    type('手机号', '138')
    expect(screen.queryByRole('alert')).toBeNull()
    fireEvent.blur(screen.getByLabelText('手机号'))
    expect(screen.getByRole('alert')).toHaveTextContent('手机号要11位，1开头')
    type('手机号', '13800000000')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows the server’s errors at their fields', () => {
    const errors = [{ pointer: '/mobileNumber', code: 'taken', detail: '这个手机号已经登记在别人名下' }]
    const problem = new ApiProblem('invalid_fields', '有几处需要改', '', { errors })
    render(<IdentityForm draftKey="server" problem={problem} />)
    tap('服务器说')
    expect(screen.getByRole('alert')).toHaveTextContent('这个手机号已经登记在别人名下')
  })

  it('keeps what was typed when the page is left and opened again', () => {
    const { unmount } = render(<IdentityForm draftKey="back" />)
    type('姓名', '王小四')
    type('身份证号', '1101')
    unmount()
    render(<IdentityForm draftKey="back" />)
    expect([valueOf('姓名'), valueOf('身份证号')]).toEqual(['王小四', '1101'])
  })

  it('writes no ID number to the phone’s storage', () => {
    render(<IdentityForm draftKey="secret" />)
    type('姓名', '王小四')
    type('身份证号', ID)
    expect([...phone.storage.values()].join()).toContain('王小四')
    expect([...phone.storage.values()].join()).not.toContain(ID.slice(0, 10))
  })

  it('forgets the draft once it is sent', () => {
    const { unmount } = render(<IdentityForm draftKey="sent" />)
    type('姓名', '王小四')
    tap('已发出')
    unmount()
    render(<IdentityForm draftKey="sent" />)
    expect(valueOf('姓名')).toBe('')
  })
})
