import { type Doc, isDoc, isNumeric, isTruthy, toNumber, typeName, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'

/** Names that are written in one line. */
export function fieldSet(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}

/** The arguments of one command, read with MongoDB's errors for wrong types. */
export class Arguments {
  constructor(
    readonly body: Doc,
    readonly command: string,
  ) {}

  private wrongType(name: string, value: Value, expected: string): StoreError {
    const field = `BSON field '${this.command}.${name}'`
    if (value === undefined)
      return new StoreError('Location40414', `${field} is missing but a required field`)
    return new StoreError(
      'TypeMismatch',
      `${field} is the wrong type '${typeName(value)}', expected type '${expected}'`,
    )
  }

  has(name: string): boolean {
    return this.body.get(name) !== undefined && this.body.get(name) !== null
  }

  value(name: string): Value {
    return this.body.get(name)
  }

  string(name: string): string {
    const value = this.body.get(name)
    if (typeof value === 'string') return value
    throw this.wrongType(name, value, 'string')
  }

  document(name: string): Doc {
    const value = this.body.get(name)
    if (isDoc(value)) return value
    throw this.wrongType(name, value, 'object')
  }

  optionalDocument(name: string): Doc | undefined {
    return this.has(name) ? this.document(name) : undefined
  }

  array(name: string): Value[] {
    const value = this.body.get(name)
    if (Array.isArray(value)) return value
    throw this.wrongType(name, value, 'array')
  }

  documents(name: string): Doc[] {
    return this.array(name).map((value, index) => {
      if (isDoc(value)) return value
      throw this.wrongType(`${name}.${index}`, value, 'object')
    })
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.body.get(name)
    if (value === undefined || value === null) return otherwise
    if (typeof value === 'boolean' || isNumeric(value)) return isTruthy(value)
    throw this.wrongType(name, value, 'bool')
  }

  /** A whole number; undefined when it is not given. */
  integer(name: string): number | undefined {
    const value = this.body.get(name)
    if (value === undefined || value === null) return undefined
    if (!isNumeric(value)) throw this.wrongType(name, value, 'long')
    return Math.trunc(toNumber(value))
  }

  /** A whole number that must not be negative. */
  count(name: string): number | undefined {
    const value = this.integer(name)
    if (value === undefined || value >= 0) return value
    throw new StoreError('Location51024', `BSON field '${name}' value must be >= 0, actual value '${value}'`)
  }

  /** Refuses every field that the command does not know, as MongoDB's strict parser does. */
  allowOnly(known: ReadonlySet<string>): void {
    for (const name of this.body.keys()) {
      if (known.has(name)) continue
      throw new StoreError('Location40415', `BSON field '${this.command}.${name}' is an unknown field.`)
    }
    this.refuseCollation()
  }

  private refuseCollation(): void {
    const collation = this.body.get('collation')
    if (collation === undefined || (isDoc(collation) && collation.get('locale') === 'simple')) return
    throw notImplemented('collations other than simple')
  }
}
