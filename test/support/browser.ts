import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const FONTS = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf']

/**
 * A headless Chromium that can write Chinese: the one that `CHROMIUM_PATH` names, else the one that comes through npm
 * with its own libraries and a Chinese font, so that a bare machine needs nothing from its system.
 * @throws when neither can run, saying what to do
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH']
  try {
    if (named !== undefined && named !== '') {
      return await chromium.launch({
        executablePath: named,
        args: ['--no-sandbox', '--disable-gpu', ...QUIET],
      })
    }
    return await launchBundled()
  } catch (error) {
    throw new Error(
      'No browser could be started for the journeys. On Linux x64 the bundled one needs only npm ci; elsewhere install ' +
        `Chrome or Chromium and set CHROMIUM_PATH to its program file.\n${String(error)}`,
    )
  }
}

/** A phone: 375×812 unless told otherwise, touch, Chinese. */
export function phone(
  browser: Browser,
  size: { width: number; height: number } = { width: 375, height: 812 },
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: size,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  })
}

async function launchBundled(): Promise<Browser> {
  // Tells the package to unpack its own shared libraries, too.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x'
  const { default: bundled } = await import('@sparticuz/chromium')
  const executablePath = await bundled.executablePath()
  installFonts(path.join(tmpdir(), 'fonts'))
  // One process for everything is meant for tiny machines: there the browser dies with the first phone that is put down.
  const args = bundled.args.filter(
    (argument) => argument !== '--single-process' && argument !== '--no-zygote',
  )
  return chromium.launch({ executablePath, args: [...args, ...QUIET], headless: true })
}

/** Puts the Chinese font where the bundled browser's font configuration looks. */
function installFonts(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const source = path.resolve(path.dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')
  for (const font of FONTS) {
    const target = path.join(folder, font)
    if (!existsSync(target)) copyFileSync(path.join(source, font), target)
  }
}
