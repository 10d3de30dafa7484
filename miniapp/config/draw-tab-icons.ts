/**
 * Draws the six pictures of the tab bar (81 × 81, as the platform wants them) from the icon family, in the colours
 * of the theme. Run after changing either: `node --import tsx miniapp/config/draw-tab-icons.ts`.
 * `CHROMIUM_PATH` names the browser that draws.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { colours } from '../src/theme/tokens'

const icons = path.join(__dirname, '../../node_modules/lucide-static/icons')
const tabs = path.join(__dirname, '../src/assets/tabs')
const pictures = { search: 'search', messages: 'bell', me: 'user' }

async function draw(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage({ viewport: { width: 81, height: 81 } })
  for (const [name, icon] of Object.entries(pictures)) {
    const svg = readFileSync(path.join(icons, `${icon}.svg`), 'utf8')
    for (const [suffix, colour] of [
      ['', colours['ink-2']],
      ['-selected', colours.brand],
    ] as const) {
      const body = `<body style="margin:0;color:${colour}"><div style="padding:12px">${svg
        .replace('width="24"', 'width="57"')
        .replace('height="24"', 'height="57"')}</div></body>`
      await page.setContent(body)
      await page.screenshot({ path: path.join(tabs, `${name}${suffix}.png`), omitBackground: true })
    }
  }
  await browser.close()
}

void draw()
