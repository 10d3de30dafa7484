import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { withDiagrams } from './support/state-diagrams'

const ROOT = path.resolve(__dirname, '..')

describe('ARCHITECTURE.md', () => {
  it('draws the state machines as their tables stand; npm run diagram draws it anew', () => {
    const document = readFileSync(path.resolve(__dirname, '..', 'ARCHITECTURE.md'), 'utf8')
    expect(document).toBe(withDiagrams(document))
    expect(document).toContain('housing_review --> hr_review: pass (housing)')
    expect(document).toContain('approved --> scheduled: schedule (policy_approver)')
  })
})

describe('the mini-program', () => {
  it('calls the platform in miniapp/src/platform and nowhere else; pages only hook into their own life', () => {
    const found = sourcesOutsidePlatform().flatMap(({ name, text }) =>
      platformCalls(text).map((call) => `${name}: ${call}`),
    )
    expect(found).toEqual([])
  })

  it.each([
    ["import Taro from '@tarojs/taro'", 'Taro'],
    ["import Taro, { useDidShow } from '@tarojs/taro'", 'Taro'],
    ["import {\n  useRouter,\n  showToast as say,\n} from '@tarojs/taro'", 'showToast as say'],
    ["import * as T from '@tarojs/taro'", '* as T'],
    ['wx.openSetting({ withSubscriptions: true })', 'wx.openSetting'],
  ])('finds the call in %s', (text, call) => {
    expect(platformCalls(text)).toEqual([call])
  })
})

function sourcesOutsidePlatform(): { name: string; text: string }[] {
  const folder = path.join(ROOT, 'miniapp', 'src')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(path.join(folder, 'platform')))
    .map((file) => ({ name: path.relative(ROOT, file), text: readFileSync(file, 'utf8') }))
}

/** What a source takes from the platform beyond hooks. */
function platformCalls(text: string): string[] {
  const imported = [...text.matchAll(/import (?!type)([^']*?) from '@tarojs\/taro'/g)].flatMap(
    ([, names = '']) => names.split(/[{},]/).map((name) => name.trim()),
  )
  const direct = [...text.matchAll(/\b(?:wx|Taro)\.\w+/g)].map(([call]) => call)
  return [...imported.filter((name) => name !== '' && !/^use[A-Z]\w*$/.test(name)), ...direct]
}
