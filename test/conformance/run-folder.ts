import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import mongoose from 'mongoose'
import { factsOf, isRunnable, type ServerFacts } from './requirements'
import { runTest } from './run-test'
import { Workbench } from './test-operations'
import { parseTestFile, type TestCase, type TestFile } from './unified-test'

export interface TestResult {
  readonly file: string
  readonly description: string
  readonly kind: 'passed' | 'failed' | 'skipped'
  /** Why it failed or was skipped. */
  readonly reason?: string
}

const timeLimitMs = 20_000

/**
 * Runs every test of the folder's JSON files, one after another, against the deployment of a connection string.
 * Throws when the folder holds no tests.
 */
export async function* runFolder(folder: string, uri: string): AsyncGenerator<TestResult> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  if (files.length === 0) throw new Error(`There are no test files (*.json) in ${folder}`)
  const client = await new mongoose.mongo.MongoClient(uri).connect()
  try {
    const bench = { facts: await factsOf(client), workbench: new Workbench(client), uri }
    for (const name of files.sort()) {
      const file = parseTestFile(readFileSync(path.join(folder, name), 'utf8'))
      for (const test of file.tests) yield await resultOf(name, file, test, bench)
    }
  } finally {
    await client.close()
  }
}

interface Bench {
  readonly facts: ServerFacts
  readonly workbench: Workbench
  readonly uri: string
}

async function resultOf(name: string, file: TestFile, test: TestCase, bench: Bench): Promise<TestResult> {
  const result = { file: name, description: test.description }
  const skipReason = skipReasonOf(file, test, bench.facts)
  if (skipReason !== undefined) return { ...result, kind: 'skipped', reason: skipReason }
  try {
    await withinTime(runTest(file, test, bench.workbench, bench.uri))
    return { ...result, kind: 'passed' }
  } catch (error) {
    return { ...result, kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

function skipReasonOf(file: TestFile, test: TestCase, facts: ServerFacts): string | undefined {
  if (test.skipReason !== undefined) return test.skipReason
  const isMeant = [file, test].every(({ runOnRequirements }) => isRunnable(runOnRequirements, facts))
  return isMeant ? undefined : 'it is for another version or topology'
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It takes longer than ${timeLimitMs} ms`)), timeLimitMs)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
