import { act, fireEvent, render, screen } from '@testing-library/react'
import HomePage from '../../miniapp/src/pages/home/index'
import { phone } from '../support/taro'

/** A browser's recogniser that hears what the test says. */
class FakeRecogniser {
  static last: FakeRecogniser | null = null
  lang = ''
  onresult: (event: object) => void = () => undefined
  onerror: (event: object) => void = () => undefined
  onend: () => void = () => undefined
  stop = jest.fn(() => this.onend())
  start = jest.fn(() => {
    FakeRecogniser.last = this
  })
  hear(words: string): void {
    act(() => this.onresult({ results: [[{ transcript: words }]] }))
  }
  fail(error: string): void {
    act(() => {
      this.onerror({ error })
      this.onend()
    })
  }
}

const field = () => screen.getByLabelText('你干什么活？')

beforeEach(() => {
  FakeRecogniser.last = null
  phone.respond = () => {
    throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
  }
})

describe('saying what one does', () => {
  beforeEach(() => Object.assign(window, { webkitSpeechRecognition: FakeRecogniser }))
  afterEach(() => Reflect.deleteProperty(window, 'webkitSpeechRecognition'))

  it('asks for no microphone before the tap', () => {
    render(<HomePage />)
    expect(FakeRecogniser.last).toBeNull()
  })

  it('shows the rows while one speaks, without the full stop at the end', () => {
    render(<HomePage />)
    fireEvent.click(screen.getByLabelText('按住说话'))
    expect(screen.getByText('正在听，说完松手。')).toBeInTheDocument()
    FakeRecogniser.last?.hear('扎钢筋。')
    expect(field()).toHaveValue('扎钢筋')
    expect(screen.getByText('钢筋工')).toBeInTheDocument()
    act(() => FakeRecogniser.last?.onend())
    expect(screen.queryByText('正在听，说完松手。')).toBeNull()
    expect(FakeRecogniser.last?.lang).toBe('zh-CN')
  })

  it.each([
    ['not-allowed', /没有允许用话筒/],
    ['network', /用键盘上的话筒说/],
    ['no-speech', /没听清，再说一次/],
  ])('says what to do after %s', (error, words) => {
    render(<HomePage />)
    fireEvent.click(screen.getByLabelText('按住说话'))
    FakeRecogniser.last?.fail(error)
    expect(screen.getByText(words)).toBeInTheDocument()
    expect(screen.getByLabelText('按住说话')).toBeInTheDocument()
  })
})

describe('saying it where nothing listens', () => {
  it('names the microphone of the keyboard', () => {
    render(<HomePage />)
    fireEvent.click(screen.getByLabelText('说话，用键盘上的话筒'))
    expect(screen.getByText('点键盘上的话筒，直接说。')).toBeInTheDocument()
  })
})
