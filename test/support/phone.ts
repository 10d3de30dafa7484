import path from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { phone } from './browser'

const PATIENCE_MS = 10_000

/** Somebody with a phone in hand: what they see and tap, by the words on the screen. */
export class Person {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
    /** Errors that the page itself reported: none are expected. */
    readonly errors: string[],
  ) {}

  static async arrive(
    browser: Browser,
    url: string,
    size?: { width: number; height: number },
  ): Promise<Person> {
    const context = await phone(browser, size)
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    const person = new Person(context, page, url, errors)
    await person.open('/pages/home/index')
    return person
  }

  /** Opens a page by its address: one that lies in the stack already, in an app that starts anew. */
  async open(place: string): Promise<void> {
    const [name = ''] = place.split('?')
    const lies = await this.page.locator(`.taro_page[id^="${name}"]`).count()
    if (lies > 0) await this.page.goto('about:blank')
    await this.page.goto(`${this.url}/#${place}`)
  }

  /** Signs in on the login page as one of the demonstration's people. */
  async signIn(name: string): Promise<void> {
    await this.open('/pages/login/index')
    await this.tap(name)
    await this.page.waitForURL((address) => !address.hash.includes('login'))
  }

  /** Taps the last visible place that says exactly this, or matches. */
  async tap(words: string | RegExp): Promise<void> {
    const place = await this.found(words)
    await place.click()
  }

  async type(words: string): Promise<void> {
    await this.page.locator('input:visible').first().fill(words)
  }

  /** Fills in the field with this label. */
  async fill(label: string, words: string): Promise<void> {
    const field = this.top()
      .locator('.field')
      .filter({ has: this.page.getByText(label, { exact: true }) })
    await field.locator('input').fill(words)
  }

  /** Fills in the first text area. */
  async write(words: string): Promise<void> {
    await this.page.locator('textarea:visible').first().fill(words)
  }

  /** Waits until the words are no longer on the screen. */
  async gone(words: string): Promise<void> {
    await patiently(`${words} is gone`, async () => ((await this.isSeen(new RegExp(words))) ? null : true))
  }

  /** Waits until the words are on the screen: alone in their place, or as part of a sentence. */
  async sees(words: string | RegExp, { part = false } = {}): Promise<void> {
    await this.found(part ? new RegExp(words) : words)
  }

  /** Takes what the platform's picker offers first: today, for a date. */
  async pick(): Promise<void> {
    const yes = this.page.locator('.weui-picker__overlay').getByText('确定', { exact: true })
    await yes.filter({ visible: true }).last().click()
  }

  /** Opens the picker of the field with this label and takes the day that it offers first. */
  async chooseDay(label: string): Promise<void> {
    const field = this.top()
      .locator('.field')
      .filter({ has: this.page.getByText(label, { exact: true }) })
    await field.locator('.field__input--picker').click()
    await this.pick()
  }

  /** Says yes to the question that the platform shows. */
  async confirm(): Promise<void> {
    await this.page.locator('.taro-modal__foot > :last-child').last().click()
  }

  /** Shows the second factor in the sheet that a step brought up: the code as the demonstration fills it in. */
  async showCode(): Promise<void> {
    await this.sees('请验证本人')
    await this.tap('填入演示码')
    const field = this.top().locator('.sheet input').last()
    await patiently('the code', async () => (/^\d{6}$/.test(await field.inputValue()) ? true : null))
    await this.tap('验证并继续')
    await this.gone('请验证本人')
  }

  /** All words on the page that is open now; call it after something on that page was seen. */
  async reads(): Promise<string> {
    const texts = await this.top().innerText()
    return texts.replace(/\s+/g, ' ')
  }

  /** Keeps what the screen shows, where `SCREENSHOTS` names a folder: the pictures in docs/ are made by the journeys. */
  async picture(name: string): Promise<void> {
    const folder = process.env['SCREENSHOTS']
    if (folder === undefined || folder === '') return
    await this.page.waitForTimeout(600)
    await this.page.screenshot({
      path: path.join(folder, `${name}.png`),
      scale: 'css',
      animations: 'disabled',
    })
  }

  async goOffline(offline: boolean): Promise<void> {
    await this.context.setOffline(offline)
  }

  async leave(): Promise<void> {
    await this.context.close()
  }

  /** The page on top of the stack: while one slides in, the one below is still on the screen. */
  private top(): Locator {
    const [place = ''] = new URL(this.page.url()).hash.slice(1).split('?')
    return this.page.locator(`.taro_page[id^="${place}"]`).last()
  }

  private places(words: string | RegExp): Locator {
    const options = { exact: typeof words === 'string' }
    const overlay = this.page.locator('.taro__modal, .taro-actionsheet').getByText(words, options)
    return this.top().getByText(words, options).or(overlay).filter({ visible: true })
  }

  private async isSeen(words: string | RegExp): Promise<boolean> {
    return (await this.places(words).count()) > 0
  }

  private found(words: string | RegExp): Promise<Locator> {
    return patiently(String(words), async () =>
      (await this.isSeen(words)) ? this.places(words).last() : null,
    )
  }
}

/** Looks again and again, since the page may change while one looks. */
async function patiently<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
