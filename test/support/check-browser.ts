import { launchBrowser } from './browser'

/** First step of `npm test`: without a browser half of the proof cannot run, so say so at once and not after minutes. */
launchBrowser()
  .then((browser) => browser.close())
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
