import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser'
import { builtPages } from './built-pages'
import { Person } from './phone'
import { Product } from './product'

/** The built product as people meet it: started once for a file of tests, ended after the last of them. */
export interface Journey {
  readonly product: Product
  /** Somebody opens the product on a phone of their own, or on a screen of this size. */
  arrive(size?: { width: number; height: number }): Promise<Person>
}

/**
 * Builds the pages if they changed, starts product and browser before the tests, and ends both after them. No page may
 * have reported an error to anybody who arrived, and the product has to stop cleanly.
 * @param settings of the product, beside those of every journey
 */
export function setOut(settings: Record<string, string> = {}): Journey {
  const product = new Product(settings)
  const people: Person[] = []
  let browser: Browser

  beforeAll(async () => {
    await builtPages('h5')
    ;[browser] = await Promise.all([launchBrowser(), product.start()])
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    expect(people.flatMap((person) => person.errors)).toEqual([])
    expect(await product.stop()).toBe(0)
  })

  return {
    product,
    async arrive(size) {
      const person = await Person.arrive(browser, product.url, size)
      people.push(person)
      return person
    },
  }
}
