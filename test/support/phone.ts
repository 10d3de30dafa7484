import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { phone } from './browser'

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
    page.setDefaultTimeout(10_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    const person = new Person(context, page, url, errors)
    await person.open('/pages/home/index')
    return person
  }

  /** Opens a page by its address. */
  async open(place: string): Promise<void> {
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
    await this.seen(words).last().click()
  }

  async type(words: string): Promise<void> {
    await this.page.locator('input:visible').first().fill(words)
  }

  /** Fills in the first text area. */
  async write(words: string): Promise<void> {
    await this.page.locator('textarea:visible').first().fill(words)
  }

  /** Waits until the words are no longer on the screen. */
  async gone(words: string): Promise<void> {
    await this.seen(new RegExp(words)).first().waitFor({ state: 'detached' })
  }

  /** Waits until the words are on the screen: alone in their place, or as part of a sentence. */
  async sees(words: string | RegExp, { part = false } = {}): Promise<void> {
    await this.seen(part ? new RegExp(words) : words)
      .last()
      .waitFor()
  }

  /** Takes what the platform's picker offers first: today, for a date. */
  async pick(): Promise<void> {
    await this.page.locator('.weui-picker__overlay').getByText('确定', { exact: true }).click()
  }

  /** Says yes to the question that the platform shows. */
  async confirm(): Promise<void> {
    await this.page.locator('.taro-modal__foot > :last-child').last().click()
  }

  /** All words on the page that is open now. */
  async reads(): Promise<string> {
    const texts = await this.page.locator('.taro_page:visible').last().innerText()
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

  private seen(words: string | RegExp) {
    const exact = typeof words === 'string'
    return this.page
      .locator('.taro_page:visible, .taro__modal:visible, .taro-actionsheet:visible')
      .getByText(words, { exact })
      .filter({ visible: true })
  }
}
