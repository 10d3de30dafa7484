import { spawn } from 'node:child_process'

/**
 * Runs npm scripts at the same time, as `npm test` does with those that use one core each. Every script's output comes
 * as a whole when it ends; the exit code is 1 when one of them fails.
 */
async function runSideBySide(scripts: readonly string[]): Promise<void> {
  const codes = await Promise.all(scripts.map(run))
  if (codes.some((code) => code !== 0)) process.exitCode = 1
}

function run(script: string): Promise<number | null> {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(output))
      resolve(code)
    })
  })
}

void runSideBySide(process.argv.slice(2))
