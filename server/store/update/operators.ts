import { Int32, Timestamp } from 'bson'
import { cloneValue, isDoc, isNumeric, type Numeric, typeName, type Value } from '../bson/values'
import { showValue } from '../bson/show'
import { notImplemented, StoreError } from '../errors'
import { addNumbers, multiplyNumbers } from '../keys/arithmetic'
import { compareValues } from '../keys/compare'
import { arrayOperators } from './array-operators'
import type { Target } from './target'
import type { Operator } from './updater'

const operators: Readonly<Record<string, Operator>> = {
  $set: (operand) => (target) => target.set(cloneValue(operand)),
  $setOnInsert:
    (operand) =>
    (target, { isInsert }) => {
      if (isInsert) target.set(cloneValue(operand))
    },
  $unset: () => (target) => target.remove(),
  $inc: arithmetic('$inc', 'increment', addNumbers),
  $mul: arithmetic('$mul', 'multiply', multiplyNumbers),
  $min: (operand) => (target) => keepExtreme(target, operand, -1),
  $max: (operand) => (target) => keepExtreme(target, operand, 1),
  $currentDate: (operand, path) => {
    const isTimestamp = wantsTimestamp(operand, path)
    return (target, { now }) => target.set(isTimestamp ? timestampOf(now) : now)
  },
  ...arrayOperators,
}
const operatorsByName = new Map(Object.entries(operators))

const unsupported = new Set(['$bit'])

export function operatorNamed(name: string): Operator {
  const operator = operatorsByName.get(name)
  if (operator !== undefined) return operator
  if (unsupported.has(name)) throw notImplemented(`the update operator '${name}'`)
  const advice = 'Expected a valid update modifier or pipeline-style update specified as an array'
  throw new StoreError('FailedToParse', `Unknown modifier: ${name}. ${advice}`)
}

function arithmetic(
  name: string,
  verb: string,
  calculate: (a: Numeric, b: Numeric) => Numeric | undefined,
): Operator {
  return (operand, path) => {
    if (!isNumeric(operand)) {
      const shown = `{${path}: ${showValue(operand)}}`
      throw new StoreError('TypeMismatch', `Cannot ${verb} with non-numeric argument: ${shown}`)
    }
    return (target) => {
      const current = target.get()
      if (current === undefined) target.set(name === '$inc' ? operand : calculate(new Int32(0), operand))
      else target.set(calculated(name, target, { current, operand, calculate }))
    }
  }
}

interface Calculation {
  readonly current: Value
  readonly operand: Numeric
  readonly calculate: (a: Numeric, b: Numeric) => Numeric | undefined
}

function calculated(name: string, target: Target, { current, operand, calculate }: Calculation): Numeric {
  const id = showValue(target.document.get('_id'))
  if (!isNumeric(current)) {
    const where = `{_id: ${id}} has the field '${target.name}' of non-numeric type ${typeName(current)}`
    throw new StoreError('TypeMismatch', `Cannot apply ${name} to a value of non-numeric type. ${where}`)
  }
  const result = calculate(current, operand)
  if (result !== undefined) return result
  const shown = showValue(current)
  throw new StoreError(
    'BadValue',
    `Failed to apply ${name} operations to current value (${shown}) for document {_id: ${id}}`,
  )
}

function keepExtreme(target: Target, operand: Value, sign: number): void {
  const current = target.get()
  if (current === undefined || compareValues(operand, current) * sign > 0) target.set(cloneValue(operand))
}

function wantsTimestamp(operand: Value, path: string): boolean {
  if (typeof operand === 'boolean') return false
  const type = isDoc(operand) && operand.size === 1 ? operand.get('$type') : undefined
  if (type === 'date' || type === 'timestamp') return type === 'timestamp'
  throw new StoreError(
    'BadValue',
    `$currentDate of '${path}' must be true or { $type: 'date' | 'timestamp' }`,
  )
}

function timestampOf(now: Date): Timestamp {
  return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
}
