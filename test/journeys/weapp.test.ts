import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { wxmlToJs, wxssToJs } from 'miniprogram-compiler'
import { builtPages } from '../support/built-pages'
import { WeappRuntime, type OpenPage } from '../support/weapp-runtime'

const ROOT = path.resolve(__dirname, '..', '..')
let folder: string

beforeAll(async () => {
  folder = await builtPages('weapp')
}, 300_000)

describe('the build for WeChat', () => {
  it('holds every page that app.json names, with markup, code and settings', () => {
    const app = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8')) as {
      pages: string[]
      subPackages: { root: string; pages: string[] }[]
    }
    const pages = [
      ...app.pages,
      ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ]
    const missing = pages
      .flatMap((page) => ['.js', '.json', '.wxml'].map((end) => page + end))
      .filter((file) => !existsSync(path.join(folder, file)))
    expect(pages.length).toBeGreaterThan(15)
    expect(missing).toEqual([])
  })

  it('is accepted by the compilers for markup and styles that WeChat uses', () => {
    expect(wxmlToJs(folder)).toContain('$gwx')
    expect(wxssToJs(folder)).toContain('wxssMap')
  })

  it('keeps the main package below 1.2 MB', () => {
    const measured = spawnSync('npm', ['run', '--silent', 'size'], { cwd: ROOT, encoding: 'utf8' })
    expect(measured.stdout + measured.stderr).toMatch(/kB {2}main/)
    expect(measured.status).toBe(0)
  })

  it('holds no secret and never calls the WeChat server API from the phone', () => {
    const code = ['app.js', 'common.js', 'vendors.js']
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
      .join('\n')
    expect(code).not.toMatch(/api\.weixin\.qq\.com|appsecret|BEGIN [A-Z ]*PRIVATE KEY/i)
  })
})

describe('the built mini-program, run as WeChat runs it', () => {
  let page: OpenPage
  beforeAll(async () => {
    page = await new WeappRuntime(folder, () => undefined).open('pages/home/index')
  })

  it('asks what one does, with the server out of reach', async () => {
    await page.shows('你干什么活？')
  })

  it.each([
    ['开塔吊的', '建筑起重机械司机（塔式起重机）', '最高 1000 元'],
    ['扎钢筋', '钢筋工', '500 元'],
  ])('finds the trade for %s', async (words, trade, amount) => {
    const field = page.find((node) =>
      Object.values(node).some((value) => String(value).includes('怎么叫都行')),
    )
    if (!field) throw new Error('The home page has no search field')
    await page.emit(field, 'input', { value: words })
    await page.shows(trade)
    expect(page.text()).toContain(amount)
  })
})
