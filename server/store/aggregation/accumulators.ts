import { Decimal128, Double, Int32 } from 'bson'
import { type Doc, isDoc, isNumeric, type Numeric, toNumber, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { addNumbers } from '../keys/arithmetic'
import { compareValues } from '../keys/compare'
import { valueKey } from '../keys/value-key'
import { compileExpression, type Variables } from './expressions'
import { knownAccumulators } from './known-names'

/** Collects the values of one group. */
interface Accumulator {
  add(value: Value): void
  result(): Value
}

class Sum implements Accumulator {
  private total: Numeric = new Int32(0)

  add(value: Value): void {
    if (!isNumeric(value)) return
    this.total = addNumbers(this.total, value) ?? new Double(toNumber(this.total) + toNumber(value))
  }

  result(): Numeric {
    return this.total
  }
}

class Average implements Accumulator {
  private readonly sum = new Sum()
  private count = 0

  add(value: Value): void {
    if (!isNumeric(value)) return
    this.sum.add(value)
    this.count++
  }

  result(): Value {
    if (this.count === 0) return null
    const total = this.sum.result()
    if (total instanceof Decimal128) throw notImplemented('$avg over Decimal128 values')
    return new Double(toNumber(total) / this.count)
  }
}

/** $min and $max: nothing and null do not count. */
class Extreme implements Accumulator {
  private best: Value

  constructor(private readonly sign: number) {}

  add(value: Value): void {
    if (value === undefined || value === null) return
    if (this.best === undefined || compareValues(value, this.best) * this.sign > 0) this.best = value
  }

  result(): Value {
    return this.best ?? null
  }
}

class First implements Accumulator {
  private value: Value
  private isSet = false

  add(value: Value): void {
    if (!this.isSet) this.value = value
    this.isSet = true
  }

  result(): Value {
    return this.value ?? null
  }
}

class Last implements Accumulator {
  private value: Value

  add(value: Value): void {
    this.value = value
  }

  result(): Value {
    return this.value ?? null
  }
}

class Push implements Accumulator {
  private readonly values: Value[] = []

  add(value: Value): void {
    if (value !== undefined) this.values.push(value)
  }

  result(): Value {
    return this.values
  }
}

class AddToSet implements Accumulator {
  private readonly values = new Map<string, Value>()

  add(value: Value): void {
    if (value === undefined) return
    const key = valueKey(value).toString('latin1')
    if (!this.values.has(key)) this.values.set(key, value)
  }

  result(): Value {
    return [...this.values.values()]
  }
}

const accumulators: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => new Sum(),
  $avg: () => new Average(),
  $min: () => new Extreme(-1),
  $max: () => new Extreme(1),
  $first: () => new First(),
  $last: () => new Last(),
  $push: () => new Push(),
  $addToSet: () => new AddToSet(),
  $count: () => new Sum(),
}

interface GroupField {
  readonly name: string
  readonly create: () => Accumulator
  readonly value: (document: Doc) => Value
}

/** `$group`: one document for each value of the _id expression, in the order in which the values first appear. */
export function compileGroup(
  operand: Value,
  { variables }: { readonly variables: Variables },
): (documents: Iterable<Doc>) => Iterable<Doc> {
  if (!isDoc(operand))
    throw new StoreError('Location15947', `a group's fields must be specified in an object`)
  if (!operand.has('_id')) throw new StoreError('Location15955', 'a group specification must include an _id')
  const id = compileExpression(operand.get('_id'), variables)
  const fields = [...operand]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => readField(name, value, variables))
  return (documents) => group(documents, id, fields)
}

function readField(name: string, operand: Value, variables: Variables): GroupField {
  if (name.includes('.')) throw new StoreError('Location40235', `The field name '${name}' cannot contain '.'`)
  if (!isDoc(operand))
    throw new StoreError('Location40234', `The field '${name}' must be an accumulator object`)
  const [operator = ''] = operand.keys()
  if (operand.size !== 1)
    throw new StoreError('Location40238', `The field '${name}' must specify one accumulator`)
  const create = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined
  if (create === undefined) {
    if (knownAccumulators.has(operator)) throw notImplemented(`the accumulator '${operator}'`)
    throw new StoreError('Location15952', `unknown group operator '${operator}'`)
  }
  const argument = operand.get(operator)
  return {
    name,
    create,
    value: operator === '$count' ? countOne(argument) : compileExpression(argument, variables),
  }
}

function countOne(argument: Value): () => Value {
  if (isDoc(argument) && argument.size === 0) return () => new Int32(1)
  throw new StoreError('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
}

interface Group {
  readonly id: Value
  readonly values: readonly Accumulator[]
}

function* group(
  documents: Iterable<Doc>,
  id: (document: Doc) => Value,
  fields: readonly GroupField[],
): Iterable<Doc> {
  const groups = new Map<string, Group>()
  for (const document of documents) {
    const value = id(document) ?? null
    const key = valueKey(value).toString('latin1')
    const known = groups.get(key) ?? { id: value, values: fields.map(({ create }) => create()) }
    groups.set(key, known)
    for (const [at, field] of fields.entries()) known.values[at]?.add(field.value(document))
  }
  for (const one of groups.values()) {
    yield new Map([
      ['_id', one.id],
      ...fields.map(({ name }, at): [string, Value] => [name, one.values[at]?.result()]),
    ])
  }
}
