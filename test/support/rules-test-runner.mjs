import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'
import { expect } from 'expect'

/*
 * Runs the tests of the rules for Stryker in one process, all from one bundle. They are pure, so nothing has to be
 * started anew for each mutant: hundreds of mutants take a minute, where jest takes an hour.
 */

const folders = ['test/policies', 'test/shared']
const isRulesTest = (file) => /^test\/(policies\/.*|shared\/(subsidy-.*|money))\.test\.ts$/.test(file)
/** Generated cases by the thousand: what they alone notice counts as unnoticed. */
const isTooMany = (file) => /rules-oracle|subsidy-properties/.test(file)

/** What Stryker's instrumented code and its runner share. */
const shared = (globalThis.__stryker__ ??= {})

/** Tests in the order in which they are declared, each under a name of its own. */
class Declared {
  tests = new Map()
  names = []

  within(name, declare) {
    this.names.push(name)
    declare()
    this.names.pop()
  }

  add(name, run) {
    const full = [...this.names, name].join(' › ')
    const id = this.tests.has(full) ? `${full} #${String(this.tests.size)}` : full
    this.tests.set(id, run)
  }
}

/** `describe` and `test` as the tests of the rules use them, with the rows of `each`. */
function globalsFor(declared) {
  const each = (declare) => (rows) => (name, run) =>
    rows.forEach((row, index) => {
      const values = Array.isArray(row) ? row : [row]
      declare(`${name} (row ${String(index + 1)})`, () => run(...values))
    })
  const describe = (name, run) => declared.within(name, run)
  const test = (name, run) => declared.add(name, run)
  const afterAll = () => undefined
  return {
    describe: Object.assign(describe, { each: each(describe) }),
    test: Object.assign(test, { each: each(test) }),
    afterAll,
    expect,
  }
}

class RulesTestRunner {
  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    const files = folders
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true }).map((name) => path.posix.join(folder, name)),
      )
      .filter((file) => isRulesTest(file) && !isTooMany(file))
    const contents = files
      .map((file) => `load(${JSON.stringify(file)}, () => require('./${file}'))`)
      .join('\n')
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      // Every test file lies two folders down.
      define: { __dirname: JSON.stringify(path.resolve(folders[0])) },
      logLevel: 'error',
    })
    this.script = new vm.Script(`(function (require, module, exports, load) {${outputFiles[0].text}\n})`)
    this.require = createRequire(path.join(process.cwd(), 'package.json'))
  }

  async dryRun({ coverageAnalysis }) {
    shared.activeMutant = undefined
    if (coverageAnalysis !== 'off') shared.mutantCoverage = { static: {}, perTest: {} }
    this.reload()
    const tests = await this.run([...this.declared.tests.keys()], false)
    return { status: 'complete', tests, mutantCoverage: shared.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment, disableBail }) {
    shared.mutantCoverage = undefined
    shared.hitCount = hitLimit === undefined ? undefined : 0
    shared.hitLimit = hitLimit
    shared.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined
    if (reloadEnvironment || mutantActivation === 'static' || this.declared === undefined) this.reload()
    shared.activeMutant = activeMutant.id
    const tests = await this.run(testFilter ?? [...this.declared.tests.keys()], !disableBail)
    const reached = determineHitLimitReached(shared.hitCount, hitLimit)
    // What a static mutant left behind must not stay for the next one.
    if (mutantActivation === 'static') this.declared = undefined
    return toMutantRunResult(reached ?? { status: 'complete', tests })
  }

  /** Evaluates the bundle anew. A file that cannot be loaded is a test that fails. */
  reload() {
    this.declared = new Declared()
    Object.assign(globalThis, globalsFor(this.declared))
    const load = (file, require) => {
      const { tests } = this.declared
      try {
        require()
        tests.set(`${file} loads`, () => undefined)
      } catch (error) {
        tests.set(`${file} loads`, () => {
          throw error
        })
      }
    }
    const module = { exports: {} }
    this.script.runInThisContext()(this.require, module, module.exports, load)
  }

  async run(ids, stopAtFailure) {
    const results = []
    for (const id of ids) {
      shared.currentTestId = id
      const begun = performance.now()
      const failureMessage = await failureOf(this.declared.tests.get(id))
      const timeSpentMs = performance.now() - begun
      const status = failureMessage === null ? 'success' : 'failed'
      results.push({
        id,
        name: id,
        status: statuses[status],
        timeSpentMs,
        failureMessage: failureMessage ?? '',
      })
      if (failureMessage !== null && stopAtFailure) break
    }
    shared.currentTestId = undefined
    return results
  }
}

/** Stryker's words for how a test ended. */
const statuses = { success: 0, failed: 1 }

async function failureOf(test) {
  if (test === undefined) return 'the test is not declared'
  try {
    await test()
    return null
  } catch (error) {
    return String(error)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'rules', RulesTestRunner)]
