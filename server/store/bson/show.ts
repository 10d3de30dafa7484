import { type Doc, isDoc, isNumeric, toNumber, typeName, type Value } from './values'
import { Decimal128, Double, Long, ObjectId } from 'bson'

/** A value as MongoDB's messages write it. */
export function showValue(value: Value): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'string') return `"${value}"`
  if (typeof value === 'boolean') return String(value)
  if (isDoc(value)) return showDocument(value)
  if (Array.isArray(value)) return `[ ${value.map(showValue).join(', ')} ]`
  return showScalar(value)
}

function showScalar(value: Exclude<Value, null | undefined>): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof Decimal128) return `Decimal128('${value.toString()}')`
  if (value instanceof Long) return value.toString()
  if (value instanceof Double && Number.isInteger(value.value)) return `${value.value}.0`
  return isNumeric(value) ? String(toNumber(value)) : `<${typeName(value)}>`
}

export function showDocument(fields: Doc): string {
  if (fields.size === 0) return '{}'
  return `{ ${[...fields].map(([name, value]) => `${name}: ${showValue(value)}`).join(', ')} }`
}
