import mongoose from 'mongoose'
import { checkMatch, type LsidOf, Mismatch } from './matching'
import { plainResult } from './operations'
import type { ExpectedError, Fields } from './unified-test'

const { MongoServerError, MongoError } = mongoose.mongo

/** Compares the error of an operation with what is expected of it. */
export function checkError(error: unknown, expected: ExpectedError, lsidOf: LsidOf): void {
  if (!(error instanceof Error)) throw new Mismatch('something other than an error was thrown')
  checkOrigin(error, expected)
  checkCode(error, expected)
  checkLabels(error, expected)
  checkDetails(error, expected, lsidOf)
}

function checkOrigin(error: Error, { isClientError, errorContains }: ExpectedError): void {
  const isServerError = error instanceof MongoServerError
  if (isClientError !== undefined && isClientError === isServerError) {
    throw new Mismatch(`the ${isServerError ? 'server' : 'client'} has refused: ${error.message}`)
  }
  if (errorContains !== undefined && !contains(error, errorContains)) {
    throw new Mismatch(`the error does not speak of "${errorContains}": ${error.message}`)
  }
}

function checkLabels(error: Error, { errorLabelsContain = [], errorLabelsOmit = [] }: ExpectedError): void {
  const missing = errorLabelsContain.find((label) => !hasLabel(error, label))
  if (missing !== undefined) throw new Mismatch(`the error lacks the label ${missing}: ${error.message}`)
  const surplus = errorLabelsOmit.find((label) => hasLabel(error, label))
  if (surplus !== undefined) throw new Mismatch(`the error carries the label ${surplus}: ${error.message}`)
}

function contains(error: Error, text: string): boolean {
  return error.message.toLowerCase().includes(text.toLowerCase())
}

/** A client's bulk write carries the server's error as its cause. */
function serverError(error: Error & Fields): Error & Fields {
  return error.cause instanceof MongoServerError ? error.cause : error
}

function checkCode(error: Error & Fields, { errorCode, errorCodeName }: ExpectedError): void {
  const { code, codeName, errorResponse } = serverError(error)
  if (errorCode !== undefined && code !== errorCode) {
    throw new Mismatch(`the error's code is ${String(code)} instead of ${errorCode}: ${error.message}`)
  }
  const name = codeName ?? errorResponse?.codeName
  if (errorCodeName !== undefined && name !== errorCodeName) {
    throw new Mismatch(`the error's name is ${String(name)} instead of ${errorCodeName}: ${error.message}`)
  }
}

function hasLabel(error: Error, label: string): boolean {
  return [error, error.cause].some((one) => one instanceof MongoError && one.hasErrorLabel(label))
}

function checkDetails(error: Error & Fields, expected: ExpectedError, lsidOf: LsidOf): void {
  const { errorResponse, expectResult, writeErrors, writeConcernErrors } = expected
  if (errorResponse !== undefined)
    checkMatch(serverError(error)['errorResponse'], errorResponse, lsidOf, 'errorResponse')
  if (expectResult !== undefined) {
    const partial: unknown = error['partialResult'] ?? error['result']
    checkMatch(plainResult(partial), expectResult, lsidOf, 'partial result')
  }
  if (writeErrors !== undefined) {
    const actual = plainResult(error['writeErrors']) as Fields
    for (const [index, wanted] of Object.entries(writeErrors))
      checkMatch(actual[index], wanted, lsidOf, 'write error')
  }
  for (const [at, wanted] of (writeConcernErrors ?? []).entries()) {
    checkMatch(error['writeConcernErrors']?.[at], wanted, lsidOf, 'write concern error')
  }
}
