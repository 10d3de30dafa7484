import { type Doc, isDoc, isTruthy, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { splitPath } from '../query/paths'
import { operators } from './expression-operators'
import { knownExpressions } from './known-names'

/** Computes a value from a document; undefined stands for nothing. */
export type Expression = (document: Doc) => Value

/** The values that `let` gives to names. */
export type Variables = ReadonlyMap<string, Value>

export const noVariables: Variables = new Map()

/** Turns an aggregation expression into a function; throws MongoDB's errors for unknown operators. */
export function compileExpression(operand: Value, variables: Variables): Expression {
  if (typeof operand === 'string' && operand.startsWith('$')) return compileReference(operand, variables)
  if (Array.isArray(operand)) {
    const items = compileAll(operand, variables)
    return (document) => items.map((item) => item(document) ?? null)
  }
  if (!isDoc(operand)) return () => operand
  const [name = ''] = operand.keys()
  return name.startsWith('$') ? compileOperator(operand, name, variables) : compileObject(operand, variables)
}

function compileAll(operands: readonly Value[], variables: Variables): Expression[] {
  return operands.map((operand) => compileExpression(operand, variables))
}

function compileObject(operand: Doc, variables: Variables): Expression {
  const names = [...operand.keys()]
  const values = compileAll([...operand.values()], variables)
  return (document) => {
    const result: Doc = new Map()
    for (const [at, value] of values.entries()) {
      const computed = value(document)
      if (computed !== undefined) result.set(names[at] ?? '', computed)
    }
    return result
  }
}

function compileReference(reference: string, variables: Variables): Expression {
  const isVariable = reference.startsWith('$$')
  const [first = '', ...rest] = splitPath(reference.slice(isVariable ? 2 : 1))
  if (first === '' || rest.includes(''))
    throw new StoreError('Location40353', `FieldPath must not end with a '.' or be empty: ${reference}`)
  if (!isVariable) return (document) => follow(document, [first, ...rest])
  if (first === 'ROOT' || first === 'CURRENT') return (document) => follow(document, rest)
  if (first === 'REMOVE') return () => undefined
  const value = first === 'NOW' ? new Date() : variables.get(first)
  if (value === undefined) throw new StoreError('Location17276', `Use of undefined variable: ${first}`)
  return () => follow(value, rest)
}

/** Along a path, an array stands for the list of what its documents hold there. */
function follow(value: Value, parts: readonly string[]): Value {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (isDoc(value)) return follow(value.get(part), rest)
  if (!Array.isArray(value)) return undefined
  return value
    .filter((item) => isDoc(item) || Array.isArray(item))
    .map((item) => follow(item, parts))
    .filter((item) => item !== undefined)
}

type Form = (argument: Value, variables: Variables) => Expression

/** Operators that do not compute all their arguments, or take something other than a list. */
const forms: Readonly<Record<string, Form>> = {
  $literal: (argument) => () => argument,
  $cond: compileCondition,
  $setField: compileSetField,
  $and: (argument, variables) => {
    const args = compileAll(listOf(argument), variables)
    return (document) => args.every((arg) => isTruthy(arg(document)))
  },
  $or: (argument, variables) => {
    const args = compileAll(listOf(argument), variables)
    return (document) => args.some((arg) => isTruthy(arg(document)))
  },
}

function listOf(argument: Value): readonly Value[] {
  return Array.isArray(argument) ? argument : [argument]
}

function compileOperator(operand: Doc, name: string, variables: Variables): Expression {
  if (operand.size !== 1) {
    throw new StoreError('Location15983', 'An object representing an expression must have exactly one field')
  }
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined
  if (form !== undefined) return form(operand.get(name), variables)
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (operator === undefined) {
    if (knownExpressions.has(name)) throw notImplemented(`the aggregation expression '${name}'`)
    throw new StoreError('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  }
  const args = compileAll(listOf(operand.get(name)), variables)
  const { arity = args.length, compute } = operator
  if (args.length === arity) return (document) => compute(args.map((arg) => arg(document)))
  throw new StoreError(
    'Location16020',
    `Expression ${name} takes exactly ${arity} arguments. ${args.length} were passed in.`,
  )
}

function compileCondition(argument: Value, variables: Variables): Expression {
  const parts = isDoc(argument) ? ['if', 'then', 'else'].map((name) => argument.get(name)) : listOf(argument)
  if (!isDoc(argument) && parts.length !== 3) {
    const message = `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`
    throw new StoreError('Location16020', message)
  }
  if (parts.includes(undefined)) {
    throw new StoreError('Location17080', `$cond needs 'if', 'then' and 'else'`)
  }
  const [test, then, otherwise] = compileAll(parts, variables)
  return (document) => (isTruthy(test?.(document)) ? then?.(document) : otherwise?.(document))
}

/** `$setField`: a field whose name may hold dots and dollars; `$$REMOVE` takes it away. */
function compileSetField(argument: Value, variables: Variables): Expression {
  if (!isDoc(argument))
    throw new StoreError('Location4161100', '$setField only supports an object as its argument')
  const name = compileExpression(argument.get('field'), variables)(new Map())
  if (typeof name !== 'string') {
    throw new StoreError('Location4161107', '$setField requires field to evaluate to a constant string')
  }
  const [input, value] = compileAll([argument.get('input'), argument.get('value')], variables)
  return (document) => {
    const target = input?.(document)
    if (target === undefined || target === null) return null
    if (!isDoc(target)) throw new StoreError('Location4161105', '$setField requires input to be an object')
    const result = new Map(target)
    const computed = value?.(document)
    if (computed === undefined) result.delete(name)
    else result.set(name, computed)
    return result
  }
}

const variableName = /^[a-z\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/

/** Reads the `let` of a command: names with constant expressions. */
export function readVariables(specification: Doc | undefined, outer = noVariables): Variables {
  if (specification === undefined) return outer
  const variables = new Map<string, Value>(outer)
  for (const [name, operand] of specification) {
    if (!variableName.test(name))
      throw new StoreError(
        'FailedToParse',
        `'${name}' starts with an invalid character for a user variable name`,
      )
    variables.set(name, compileExpression(operand, noVariables)(new Map()) ?? null)
  }
  return variables
}
